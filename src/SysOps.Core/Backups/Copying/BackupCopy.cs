using SysOps.Backups.Repositories;

namespace SysOps.Backups.Copying;

/// <summary>Carries a copy out: holds both repositories, decides once more, and publishes what the backup builds on first.</summary>
public static class BackupCopy
{
    /// <returns>What was copied, and the backup itself when it was there already, as the other repository lists them.</returns>
    /// <exception cref="SysOpsException">What <see cref="CopyPlanner"/> throws; BackupCorrupt: a file is not what was written; BackupRepositoryBusy, BackupSpaceMissing, or a repository cannot be read or written. What was published stays, and of the rest there is nothing.</exception>
    public static async Task<IReadOnlyList<SystemBackup>> RunAsync(BackupCopyRequest request, CancellationToken cancellationToken)
    {
        CopyPlanner.Plan(request);
        LockRequest reading = new() { Mode = RepositoryLockMode.Shared, Operation = "Copy-SystemBackup", Timeout = request.LockTimeout, Time = request.Time };
        using RepositoryLock held = await RepositoryLock.TakeAsync(request.Source.Path, reading, cancellationToken).ConfigureAwait(false);
        WritableRepositoryOptions options = new() { Lock = reading with { Mode = RepositoryLockMode.Exclusive }, Files = request.Files, Logger = request.Logger };
        using WritableRepository target = await WritableRepository.OpenAsync(request.Destination, options, cancellationToken).ConfigureAwait(false);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, held.Lost, target.Lost);
        try
        {
            return await CopyAsync(request, target, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            target.ThrowIfLost();
            throw new SysOpsException(ErrorCatalogue.BackupRepositoryLockLost, $"The lock of the backup repository '{request.Source.Path}' was lost.", "Check the file system and repeat the command.", request.Source.Path);
        }
    }

    private static async Task<IReadOnlyList<SystemBackup>> CopyAsync(BackupCopyRequest request, WritableRepository target, CancellationToken cancellationToken)
    {
        target.ClearRemains();
        BackupCopyPlan plan = CopyPlanner.Plan(request);
        SpaceCheck.Require(request.Destination, plan.NeededBytes, plan.NeededBytes > 0 ? request.Reserve : new Settings.SpaceReserve(), request.Files);
        CopyProgress progress = new(request.Progress, plan.NeededBytes);
        foreach (CopiedBackup one in plan.Missing)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await new CopyDraft(request.Source, target, one, progress).CopyAsync(cancellationToken).ConfigureAwait(false);
        }

        if (!plan.Missing.Any())
        {
            BackupLog.IsThere(request.Logger, request.Name.ToString(), request.Destination);
        }

        return [.. plan.Told.Select(one => new BackupListing(target.Repository).ReadOne(one.Name)).OfType<SystemBackup>()];
    }
}
