using SysOps.Files;

namespace SysOps.Backups.Restoring;

/// <summary>Ends a restore that was interrupted: forward or back.</summary>
public static class RestoreRecovery
{
    /// <summary>Puts in place what was staged and verified; what was not yet is removed, and the system is as it was.</summary>
    /// <exception cref="SysOpsException">RestoreJournalNotFound, RestoreJournalCorrupt, RestoreInProgress, or why it cannot be ended.</exception>
    public static Task<RestoreResult> ResumeAsync(RestoreServices services, CancellationToken cancellationToken) => EndAsync(services, ForwardAsync, cancellationToken);

    /// <summary>Puts back what was there before, and removes what was staged.</summary>
    /// <exception cref="SysOpsException">RestoreNotPossible: all of it is in place already; or as with <see cref="ResumeAsync"/>.</exception>
    public static Task<RestoreResult> RollbackAsync(RestoreServices services, CancellationToken cancellationToken) => EndAsync(services, BackAsync, cancellationToken);

    /// <exception cref="SysOpsException">RestoreInterrupted: there is one that must be ended first.</exception>
    internal static void RequireNone(RestoreJournals journals)
    {
        if (journals.List() is [var path, ..])
        {
            throw new SysOpsException(ErrorCatalogue.RestoreInterrupted, $"A restore was interrupted and is not ended: '{path}'.", "End it with Restore-SystemBackup -Resume or -Rollback.", path);
        }
    }

    /// <summary>Puts away what was replaced, once all is in place.</summary>
    internal static async Task CompleteAsync(RestoreJournal journal, RestoreJournals journals, IDatabaseSwapper? database)
    {
        try
        {
            await RestoreFinish.CompleteAsync(journal, journals, database, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or SysOpsException)
        {
            throw new SysOpsException(
                ErrorCatalogue.RestoreFailed, $"The restored system is in place, but what was replaced could not be put away: {exception.Message}", "Mend the cause, then run Restore-SystemBackup -Resume.", journal.Id, exception);
        }
    }

    private static async Task<RestoreResult> EndAsync(
        RestoreServices services, Func<RestoreJournal, RestoreJournals, IDatabaseSwapper?, CancellationToken, Task<RestoreOutcome>> end, CancellationToken cancellationToken)
    {
        long started = services.Time.GetTimestamp();
        using LockFile own = await RestoreLock.TakeAsync(services, cancellationToken).ConfigureAwait(false);
        RestoreJournal journal = services.Journals.List() is [var path, ..]
            ? RestoreJournals.Read(path)
            : throw new SysOpsException(ErrorCatalogue.RestoreJournalNotFound, "No restore was interrupted.", "There is nothing to end.", services.Journals.Folder);
        IDatabaseSwapper? database = await DatabaseSwappers.ForAsync(journal.Database, services, cancellationToken).ConfigureAwait(false);
        RestoreOutcome outcome = await end(journal, services.Journals, database, cancellationToken).ConfigureAwait(false);
        return new RestoreResult
        {
            Backup = journal.Backup,
            Outcome = outcome,
            Duration = services.Time.GetElapsedTime(started),
            Previous = outcome is RestoreOutcome.RolledBack ? [] : journal.Trees.Select(tree => tree.Previous).Append(journal.Database is { RemovePrevious: false } swap ? swap.Previous : null).OfType<string>().ToArray(),
            Notes = [$"The interrupted restore stood at {journal.Stage}."],
        };
    }

    private static async Task<RestoreOutcome> ForwardAsync(RestoreJournal journal, RestoreJournals journals, IDatabaseSwapper? database, CancellationToken cancellationToken)
    {
        if (journal.Stage is RestoreStage.Staging)
        {
            return await BackAsync(journal, journals, database, cancellationToken).ConfigureAwait(false);
        }

        RestoreJournal ended = journal;
        if (journal.Stage is not RestoreStage.Committed)
        {
            var sequence = new SwapSequence(journal, journals, database);
            await sequence.ContinueAsync(cancellationToken).ConfigureAwait(false);
            ended = sequence.Journal;
        }

        await CompleteAsync(ended, journals, database).ConfigureAwait(false);
        return RestoreOutcome.Restored;
    }

    private static async Task<RestoreOutcome> BackAsync(RestoreJournal journal, RestoreJournals journals, IDatabaseSwapper? database, CancellationToken cancellationToken)
    {
        if (journal.Stage is RestoreStage.Committed)
        {
            throw new SysOpsException(
                ErrorCatalogue.RestoreNotPossible, "All that was restored is in place already; only what was replaced is still to be put away.", "Run Restore-SystemBackup -Resume. What was there before is kept beside it, unless it was to be removed.", journal.Id);
        }

        RestoreJournal ended = journal;
        if (journal.Stage is not RestoreStage.Staging)
        {
            var sequence = new SwapSequence(journal, journals, database);
            await sequence.UndoAsync(cancellationToken).ConfigureAwait(false);
            ended = sequence.Journal;
        }

        await RestoreFinish.DiscardAsync(ended, journals, database, cancellationToken).ConfigureAwait(false);
        return RestoreOutcome.RolledBack;
    }
}
