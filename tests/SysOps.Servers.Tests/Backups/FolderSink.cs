using SysOps.Backups.Databases.Dumping;

namespace SysOps.Servers.Tests.Backups;

/// <summary>Copies each file into a folder, where pg_restore finds them; remembers their order and what lay beside each when it came.</summary>
internal sealed class FolderSink(string folder) : IDumpSink
{
    public List<string> Names { get; } = [];

    /// <summary>The most files that the staging folder held when one was taken.</summary>
    public int MostStaged { get; private set; }

    /// <summary>Runs before each file is copied.</summary>
    public Func<string, CancellationToken, Task> BeforeTake { get; init; } = (_, _) => Task.CompletedTask;

    public async Task TakeAsync(string name, string path, CancellationToken cancellationToken)
    {
        await BeforeTake(name, cancellationToken);
        MostStaged = Math.Max(MostStaged, Directory.GetFiles(Path.GetDirectoryName(path)!).Length);
        Names.Add(name);
        File.Copy(path, Path.Combine(folder, name));
    }
}
