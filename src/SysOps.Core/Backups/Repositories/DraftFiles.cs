using SysOps.Backups.Manifests;

namespace SysOps.Backups.Repositories;

/// <summary>The files of a backup that is being made. They stay open until all of them are synced.</summary>
internal sealed class DraftFiles : IDisposable
{
    private readonly string _folder;
    private readonly IStoreFiles _store;
    private readonly List<DraftFile> _files = [];
    private readonly List<string> _scratch = [];
    private readonly Lock _gate = new();

    public DraftFiles(string folder, IStoreFiles store)
    {
        _folder = folder;
        _store = store;
    }

    public DraftFile Create(string name)
    {
        if (!StoreNames.IsComponentFile(name))
        {
            throw new ArgumentException($"'{name}' is no name of a component's file.", nameof(name));
        }

        string path = Path.Combine(_folder, name);
        lock (_gate)
        {
            DraftFile file = StoreErrors.Guard(path, () => new DraftFile(name, path, _store.CreateFile(path)));
            _files.Add(file);
            return file;
        }
    }

    public string CreateScratch()
    {
        lock (_gate)
        {
            string path = Path.Combine(_folder, $".scratch-{_scratch.Count}");
            StoreErrors.Guard(path, () => _store.CreateFolder(path));
            _scratch.Add(path);
            return path;
        }
    }

    /// <summary>Syncs and closes all files, and removes what was needed meanwhile.</summary>
    /// <exception cref="IOException">A file is not on the disk as it was written.</exception>
    public IReadOnlyList<ManifestFile> Complete()
    {
        lock (_gate)
        {
            ManifestFile[] complete = [.. _files.Select(file => file.Complete()).OrderBy(file => file.Name, StringComparer.Ordinal)];
            foreach (string scratch in _scratch)
            {
                _store.DeleteTree(scratch);
            }

            _scratch.Clear();
            return complete;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _files.ForEach(file => file.Abandon());
        }
    }
}
