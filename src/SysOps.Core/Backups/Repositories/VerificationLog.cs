using SysOps.Files;

namespace SysOps.Backups.Repositories;

/// <summary>Notes verifications while the repository's lock is only shared: those who verify at the same time take turns by a lock of their own.</summary>
public static class VerificationLog
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <exception cref="SysOpsException">The repository is of a newer format or may not be written, or the disk fails; what was noted before is as it was.</exception>
    public static async Task AddAsync(BackupRepository repository, BackupName name, BackupVerification verification, CancellationToken cancellationToken)
    {
        using LockFile turn = StoreErrors.Guard(repository.Path, () => LockFile.Open(Path.Combine(repository.Path, StoreNames.VerificationLock), write: true));
        while (!StoreErrors.Guard(repository.Path, () => turn.TryLock(exclusive: true)))
        {
            await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
        }

        string path = repository.PathOf(name, StoreNames.Verification);
        byte[] content = repository.VerificationsWith(name, verification);
        StoreErrors.Guard(path, () => repository.Files.Replace(repository.Path, path, content));
    }
}
