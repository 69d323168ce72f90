using SysOps.Backups.Repositories;
using SysOps.Backups.Restoring.Items;
using SysOps.Files;

namespace SysOps.Backups.Restoring;

/// <summary>
/// Carries out a plan: everything is staged beside the live system and verified before the first swap; then all items take their places, or none does.
/// Until the swaps the live system is only read, and from before the staging on a journal tells what a crash leaves.
/// </summary>
public sealed class RestoreRun
{
    private readonly PlannedRestore _planned;
    private readonly RestoreServices _services;
    private readonly List<(RestorePlanItem Plan, StagedItem Staged, TimeSpan Duration)> _staged = [];
    private readonly long _started;
    private RestoreJournal _journal;

    private RestoreRun(PlannedRestore planned, RestoreServices services)
    {
        _planned = planned;
        _services = services;
        _started = services.Time.GetTimestamp();
        ItemSwaps[] announced = [.. planned.Items.Select(item => item.Announce())];
        _journal = new RestoreJournal
        {
            Id = planned.Context.Id,
            Backup = planned.Plan.Backup,
            Repository = planned.Context.Request.Repository,
            ConfigurationPath = services.Settings.SourcePath,
            Started = planned.Context.Now,
            Owner = ProcessIdentity.Current,
            Trees = [.. announced.SelectMany(swaps => swaps.Trees)],
            Database = announced.Select(swaps => swaps.Database).FirstOrDefault(database => database is not null),
        };
    }

    /// <param name="plan">What to do; its components may be fewer than were planned.</param>
    /// <param name="services">What it works with.</param>
    /// <param name="cancellationToken">Ends it: before the swaps all is removed, during them all is taken back.</param>
    /// <exception cref="SysOpsException">Why nothing was changed; RestoreRollbackFailed: some was, and the journal is kept.</exception>
    public static async Task<RestoreResult> RunAsync(RestorePlan plan, RestoreServices services, CancellationToken cancellationToken)
    {
        RequirePossible(plan);
        using LockFile own = await RestoreLock.TakeAsync(services, cancellationToken).ConfigureAwait(false);
        RestoreRecovery.RequireNone(services.Journals);
        var request = new LockRequest { Mode = RepositoryLockMode.Shared, Operation = "Restore-SystemBackup", Timeout = services.Settings.Backups?.LockTimeout ?? TimeSpan.FromMinutes(1), Time = services.Time };
        using RepositoryLock repository = await RepositoryLock.TakeAsync(plan.Request.Repository, request, cancellationToken).ConfigureAwait(false);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, repository.Lost);
        PlannedRestore planned = await RestorePlanner.MakeAsync(plan.Request, services, either.Token).ConfigureAwait(false);
        RequireSame(plan, planned.Plan);
        RequirePossible(planned.Plan);
        return await new RestoreRun(planned, services).RunAsync(either.Token).ConfigureAwait(false);
    }

    private async Task<RestoreResult> RunAsync(CancellationToken cancellationToken)
    {
        IDatabaseSwapper? database = await DatabaseSwappers.ForAsync(_journal.Database, _services, cancellationToken).ConfigureAwait(false);
        try
        {
            _services.Journals.Write(_journal);
            await StageAsync(cancellationToken).ConfigureAwait(false);
            _services.Journals.Write(_journal);
            cancellationToken.ThrowIfCancellationRequested();
            RequireUnused();
        }
        catch (Exception exception)
        {
            await GiveUpAsync(_journal, database, exception).ConfigureAwait(false);
            throw;
        }

        await SwapAsync(database, cancellationToken).ConfigureAwait(false);
        return Result();
    }

    private async Task StageAsync(CancellationToken cancellationToken)
    {
        for (int index = 0; index < _planned.Items.Count; index++)
        {
            long started = _services.Time.GetTimestamp();
            IRestoreItem item = _planned.Items[index];
            _services.Progress?.Report(new OperationProgress { Activity = "Restoring beside the live system", Status = item.Name, Done = index, Total = _planned.Items.Count });
            StagedItem staged = await item.StageAsync(cancellationToken).ConfigureAwait(false);
            _staged.Add((_planned.Plan.Items[index], staged, _services.Time.GetElapsedTime(started)));
        }

        _journal = _journal with
        {
            Stage = RestoreStage.Verified,
            Trees = [.. _staged.SelectMany(item => item.Staged.Swaps.Trees)],
            Database = _staged.Select(item => item.Staged.Swaps.Database).FirstOrDefault(database => database is not null),
        };
    }

    private async Task SwapAsync(IDatabaseSwapper? database, CancellationToken cancellationToken)
    {
        var sequence = new SwapSequence(_journal, _services.Journals, database);
        try
        {
            await sequence.CarryOutAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not SysOpsException { Id.Name: nameof(ErrorCatalogue.RestoreRollbackFailed) })
        {
            await GiveUpAsync(sequence.Journal, database, exception).ConfigureAwait(false);
            throw;
        }

        await RestoreRecovery.CompleteAsync(sequence.Journal, _services.Journals, database).ConfigureAwait(false);
    }

    private async Task GiveUpAsync(RestoreJournal journal, IDatabaseSwapper? database, Exception cause)
    {
        try
        {
            await RestoreFinish.DiscardAsync(journal, _services.Journals, database, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or SysOpsException)
        {
            throw new SysOpsException(
                ErrorCatalogue.RestoreFailed, $"The restore failed, and the live system is as it was: {cause.Message} What was staged could not be removed: {exception.Message}", "Mend the cause, then run Restore-SystemBackup -Rollback.", _planned.Plan.Backup, cause);
        }

        if (cause is IOException or UnauthorizedAccessException)
        {
            throw new SysOpsException(ErrorCatalogue.RestoreFailed, $"The restore failed, and the live system is as it was: {cause.Message}", "Mend the cause and restore again.", _planned.Plan.Backup, cause);
        }
    }

    private void RequireUnused()
    {
        if (_planned.Context.Request.Force)
        {
            return;
        }

        TargetUse[] uses = [.. _journal.Trees.Where(tree => tree.Target is not null && Directory.Exists(tree.Target)).SelectMany(tree => TargetUse.Below(tree.Target!, standing: true))];
        if (uses.Length > 0)
        {
            throw new SysOpsException(ErrorCatalogue.RestoreNotPossible, $"While the restore was prepared, {uses[0]}; nothing was changed.", "End it, or use -Force.", uses[0].Path);
        }
    }

    private RestoreResult Result()
    {
        RestoreResultItem[] items = [.. _staged.Select(item => RestoreResults.Of(item.Plan, item.Staged, item.Duration))];
        return new RestoreResult
        {
            Backup = _planned.Plan.Backup,
            Outcome = Array.Exists(items, item => item.Outcome is RestoreOutcome.Partial) ? RestoreOutcome.Partial : RestoreOutcome.Restored,
            Items = items,
            Duration = _services.Time.GetElapsedTime(_started),
            Previous = items.SelectMany(item => item.Previous).ToArray(),
            Problems = items.SelectMany(item => item.Problems).ToArray(),
            Notes = _planned.Plan.Notes,
        };
    }

    private static void RequireSame(RestorePlan asked, RestorePlan now)
    {
        for (int index = 0; index < now.Items.Count; index++)
        {
            RestorePlanItem item = now.Items[index];
            if (asked.Items.FirstOrDefault(one => one.Kind == item.Kind) is not { } before || before.Fingerprint != item.Fingerprint || before.Target != item.Target)
            {
                throw new SysOpsException(ErrorCatalogue.RestoreTargetChanged, $"'{item.Target}' has changed since the plan was made; nothing was changed.", "Make a new plan with Get-SystemRestorePlan and look at it.", item.Target);
            }
        }
    }

    private static void RequirePossible(RestorePlan plan)
    {
        if (!plan.IsPossible)
        {
            throw new SysOpsException(ErrorCatalogue.RestoreNotPossible, $"The restore is refused: {string.Join(" ", plan.Refusals)}", "Remove the reasons, or leave a component out with -Component.", plan.Backup);
        }
    }
}
