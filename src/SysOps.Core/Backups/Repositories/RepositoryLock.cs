using SysOps.Files;

namespace SysOps.Backups.Repositories;

/// <summary>A repository's lock while it is held; disposing it gives it back, and so does the end of the process.</summary>
public abstract class RepositoryLock : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private protected RepositoryLock(LockHolder holder) => Holder = holder;

    /// <summary>What others are told.</summary>
    public LockHolder Holder { get; }

    public RepositoryLockMode Mode => Holder.Mode;

    /// <summary>Is cancelled when the lock was lost: its heartbeat could not be written for too long, or somebody broke it.</summary>
    public abstract CancellationToken Lost { get; }

    /// <summary>Waits for the lock of the repository in this folder, as long as asked.</summary>
    /// <exception cref="SysOpsException">BackupRepositoryBusy: another holds it, and who; BackupRepositoryUnavailable: it cannot be locked.</exception>
    public static async Task<RepositoryLock> TakeAsync(string repository, LockRequest request, CancellationToken cancellationToken)
    {
        ILockMethod method = request.Method ?? MethodFor(repository);
        long started = request.Time.GetTimestamp();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            LockAttempt attempt = StoreErrors.Guard(repository, () => method.Try(repository, request));
            if (attempt.Taken is { } taken)
            {
                return taken;
            }

            TimeSpan left = request.Timeout - request.Time.GetElapsedTime(started);
            if (left <= TimeSpan.Zero)
            {
                throw Busy(repository, request, attempt);
            }

            // Two that back off at once must not meet again and again.
            TimeSpan pause = Pause * (0.5 + Random.Shared.NextDouble());
            await Task.Delay(left < pause ? left : pause, request.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    private protected abstract void Release();

    private static ILockMethod MethodFor(string repository) =>
        StoreErrors.Guard(repository, () => FileSystemType.HasUnreliableLocks(repository)) ? new HeartbeatLockMethod() : new KernelLockMethod();

    private static SysOpsException Busy(string repository, LockRequest request, LockAttempt attempt)
    {
        // What a dead process has written is not about who holds it now.
        string holder = attempt.Holder is { } known && (attempt.IsStale || !known.Process.HasEnded) ? known.Describe(request.Time.GetUtcNow()) : "another process that has not said who it is";
        string stopped = attempt.IsStale ? " Its heartbeat stopped more than 10 minutes ago." : "";
        string remedy = attempt.IsStale
            ? "Make sure that this process no longer runs, and repeat the command with -Force."
            : "Wait until it has ended, or give a longer -LockTimeout.";
        return new SysOpsException(ErrorCatalogue.BackupRepositoryBusy, $"The backup repository '{repository}' is in use: {holder}.{stopped}", remedy, repository);
    }
}
