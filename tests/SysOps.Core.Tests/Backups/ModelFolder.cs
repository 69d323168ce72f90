using System.Collections.Immutable;

namespace SysOps.Core.Tests.Backups;

/// <summary>A folder that may be found in any state since its last sync.</summary>
internal sealed class ModelFolder : ModelEntry
{
    private readonly List<ImmutableSortedDictionary<string, ModelEntry>> _states = [ImmutableSortedDictionary.Create<string, ModelEntry>(StringComparer.Ordinal)];

    /// <summary>The state of now.</summary>
    public ImmutableSortedDictionary<string, ModelEntry> Names => _states[^1];

    public static ModelFolder Read(string path)
    {
        ModelFolder folder = new();
        foreach (string entry in Directory.EnumerateFileSystemEntries(path))
        {
            folder.Change(names => names.SetItem(Path.GetFileName(entry), Directory.Exists(entry) ? Read(entry) : ReadFile(entry)));
        }

        folder.Sync();
        return folder;
    }

    public void Change(Func<ImmutableSortedDictionary<string, ModelEntry>, ImmutableSortedDictionary<string, ModelEntry>> change) => _states.Add(change(Names));

    public void Sync() => _states.RemoveRange(0, _states.Count - 1);

    public override void Write(string path, Func<int, int> choose)
    {
        Directory.CreateDirectory(path);
        foreach ((string name, ModelEntry entry) in _states[choose(_states.Count)])
        {
            entry.Write(Path.Combine(path, name), choose);
        }
    }

    private static ModelFile ReadFile(string path)
    {
        ModelFile file = new();
        file.Content.AddRange(File.ReadAllBytes(path));
        file.SafeLength = file.Content.Count;
        return file;
    }
}
