using Microsoft.Extensions.Logging;

namespace SysOps.Backups.Repositories;

/// <summary>A repository whose exclusive lock is held: the only way to change one.</summary>
public sealed class WritableRepository : IDisposable
{
    private readonly RepositoryLock _lock;
    private readonly ILogger _logger;

    private WritableRepository(BackupRepository repository, RepositoryLock held, ILogger logger)
    {
        Repository = repository;
        _lock = held;
        _logger = logger;
    }

    public BackupRepository Repository { get; }

    /// <summary>Is cancelled when the lock was lost, on file systems where that can be: the work must end.</summary>
    public CancellationToken Lost => _lock.Lost;

    private IStoreFiles Files => Repository.Files;

    /// <summary>Waits for the exclusive lock; makes the repository where there is none.</summary>
    /// <exception cref="SysOpsException">Another holds it, its format is a newer one, the folder is something else, or the disk fails.</exception>
    public static async Task<WritableRepository> OpenAsync(string path, WritableRepositoryOptions options, CancellationToken cancellationToken)
    {
        IStoreFiles files = options.Files;
        StoreErrors.Guard(path, () => files.CreateFolders(path));
        RepositoryLock held = await RepositoryLock.TakeAsync(path, options.Lock with { Mode = RepositoryLockMode.Exclusive }, cancellationToken).ConfigureAwait(false);
        bool open = false;
        try
        {
            BackupRepository repository = StoreErrors.Guard(path, () => BackupRepository.TryOpen(path, files) ?? RepositoryFoundation.Lay(path, options));
            WritableRepository writable = repository.IsReadOnly ? throw TooNew(repository) : new WritableRepository(repository, held, options.Logger);
            open = true;
            return writable;
        }
        finally
        {
            if (!open)
            {
                held.Dispose();
            }
        }
    }

    /// <summary>Begins a backup, after what dead runs have left is removed.</summary>
    /// <exception cref="SysOpsException">The disk fails.</exception>
    public BackupDraft Begin(BackupDraftOptions options)
    {
        ClearRemains();
        return BackupDraft.Begin(this, options);
    }

    /// <summary>Removes what dead runs have left: a backup half made or half deleted, a file not yet in its place.</summary>
    /// <exception cref="SysOpsException">The disk fails.</exception>
    public void ClearRemains() => StoreErrors.Guard(Repository.Path, RemoveRemains);

    /// <summary>Deletes a backup: from the first step on it no longer looks like one.</summary>
    /// <exception cref="SysOpsException">BackupNotFound, or the disk fails; what is left of it goes with the next backup.</exception>
    public void Delete(BackupName name)
    {
        ThrowIfLost();
        string folder = Existing(name);
        string deleting = Path.Combine(Repository.Path, StoreNames.DeletingOf(name));
        StoreErrors.Guard(folder, () =>
        {
            Files.Rename(folder, deleting);
            Files.SyncFolder(Repository.Path);
            Files.DeleteTree(deleting);
            Files.SyncFolder(Repository.Path);
        });
    }

    /// <exception cref="SysOpsException">BackupNotFound, or the disk fails; the old labels are as they were.</exception>
    public void WriteLabels(BackupName name, BackupLabels labels) =>
        ReplaceIn(name, StoreNames.Labels, LabelsDocument.Write(name, labels));

    /// <exception cref="SysOpsException">BackupNotFound, or the disk fails; the old ones are as they were.</exception>
    public void AddVerification(BackupName name, BackupVerification verification) =>
        ReplaceIn(name, StoreNames.Verification, Repository.VerificationsWith(name, verification));

    /// <summary>Gives the lock back.</summary>
    public void Dispose() => _lock.Dispose();

    /// <exception cref="SysOpsException">BackupRepositoryLockLost.</exception>
    internal void ThrowIfLost()
    {
        if (_lock.Lost.IsCancellationRequested)
        {
            throw new SysOpsException(
                ErrorCatalogue.BackupRepositoryLockLost, $"The lock of the backup repository '{Repository.Path}' was lost: its heartbeat could not be written, or somebody broke it.", "Check the file system and repeat the command.", Repository.Path);
        }
    }

    /// <summary>Removes a folder that is not to be a backup, by way of a hidden name; or says that it could not.</summary>
    internal void Discard(string folder, string hidden)
    {
        try
        {
            Files.Rename(folder, hidden);
            Files.DeleteTree(hidden);
            Files.SyncFolder(Repository.Path);
        }
        catch (Exception exception) when (StoreDocuments.IsStoreFailure(exception))
        {
            BackupLog.RemainsLeft(_logger, folder, exception.Message);
        }
    }

    private void RemoveRemains()
    {
        ThrowIfLost();
        foreach (StoreEntry entry in Files.List(Repository.Path).Where(StoreNames.IsRemains))
        {
            string path = Path.Combine(Repository.Path, entry.Name);
            BackupLog.RemainsFound(_logger, path);
            if (entry.Kind is StoreEntryKind.Folder)
            {
                Files.DeleteTree(path);
            }
            else
            {
                Files.DeleteFile(path);
            }
        }
    }

    private void ReplaceIn(BackupName name, string file, byte[] content)
    {
        ThrowIfLost();
        string path = Path.Combine(Existing(name), file);
        StoreErrors.Guard(path, () => Files.Replace(Repository.Path, path, content));
    }

    private string Existing(BackupName name)
    {
        string folder = Repository.FolderOf(name);
        return StoreErrors.Guard(folder, () => Files.FolderExists(folder)) ? folder : throw StoreErrors.NotFound(Repository.Path, name.ToString());
    }

    private static SysOpsException TooNew(BackupRepository repository) => new(
        ErrorCatalogue.BackupVersionUnknown, $"The backup repository '{repository.Path}' has format version {repository.FormatVersion}; this SysOps writes version {RepositoryInformation.CurrentVersion} and only reads others.", "Use the SysOps that made it, or a newer one.", repository.Path);
}
