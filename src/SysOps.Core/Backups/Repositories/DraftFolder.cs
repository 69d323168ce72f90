using SysOps.Backups.Manifests;

namespace SysOps.Backups.Repositories;

/// <summary>The hidden folder of a backup on its way: it becomes visible in one step, when all of it is safe on the disk; disposed before that, it leaves nothing.</summary>
internal sealed class DraftFolder : IDisposable
{
    private readonly WritableRepository _writable;
    private readonly BackupName _name;
    private bool _ended;

    private DraftFolder(WritableRepository writable, BackupName name)
    {
        _writable = writable;
        _name = name;
        Path = System.IO.Path.Combine(writable.Repository.Path, StoreNames.StagingOf(name));
        Target = writable.Repository.FolderOf(name);
        Files = new DraftFiles(Path, Store);
    }

    /// <summary>Full path, as long as it is hidden.</summary>
    public string Path { get; }

    /// <summary>Full path once it is published.</summary>
    public string Target { get; }

    public DraftFiles Files { get; }

    private IStoreFiles Store => _writable.Repository.Files;

    /// <exception cref="SysOpsException">The disk fails.</exception>
    public static DraftFolder Create(WritableRepository writable, BackupName name)
    {
        DraftFolder draft = new(writable, name);
        StoreErrors.Guard(draft.Path, () => draft.Store.CreateFolder(draft.Path));
        return draft;
    }

    /// <summary>Makes all of it safe on the disk, then visible.</summary>
    /// <param name="writeDocuments">Is told the files with their sums, and writes what is said of them.</param>
    /// <exception cref="SysOpsException">The disk fails, or the lock was lost: there is no such backup then.</exception>
    public void Publish(Action<IReadOnlyList<ManifestFile>> writeDocuments)
    {
        ObjectDisposedException.ThrowIf(_ended, this);
        StoreErrors.Guard(Target, () =>
        {
            writeDocuments(Files.Complete());
            Store.SyncFolder(Path);
            _writable.ThrowIfLost();
            Store.Rename(Path, Target);
            Store.SyncFolder(_writable.Repository.Path);
            _ended = true;
        });
    }

    /// <param name="manifest">Its bytes.</param>
    /// <param name="files">The files that it lists.</param>
    /// <param name="labels">Null when there are none.</param>
    public void WriteDocuments(byte[] manifest, IReadOnlyList<ManifestFile> files, byte[]? labels)
    {
        Store.Create(System.IO.Path.Combine(Path, BackupManifest.FileName), manifest);
        Store.Create(System.IO.Path.Combine(Path, Sha256Sums.FileName), Sha256Sums.Write(manifest, files));
        if (labels is not null)
        {
            Store.Create(System.IO.Path.Combine(Path, StoreNames.Labels), labels);
        }
    }

    public void Dispose()
    {
        Files.Dispose();
        if (!_ended)
        {
            _ended = true;

            // A renaming may have happened though it failed, and its name may not be safe on the disk: nobody was told that there is such a backup.
            string folder = Store.FolderExists(Path) ? Path : Target;
            _writable.Discard(folder, System.IO.Path.Combine(_writable.Repository.Path, StoreNames.DeletingOf(_name)));
        }
    }
}
