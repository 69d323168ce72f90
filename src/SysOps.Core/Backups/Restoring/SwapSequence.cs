namespace SysOps.Backups.Restoring;

/// <summary>
/// The part of a restore that changes the live system: all items take their places, or none does. The journal is on the
/// disk before each step; a step may be repeated, so a crash at any moment leaves what can be finished or taken back.
/// </summary>
public sealed class SwapSequence
{
    private readonly RestoreJournals _journals;
    private readonly IDatabaseSwapper? _database;
    private RestoreJournal _journal;

    /// <param name="journal">What is to be swapped; all of it is staged and verified.</param>
    /// <param name="journals">Where the journal is kept.</param>
    /// <param name="database">Needed when the journal has a database.</param>
    public SwapSequence(RestoreJournal journal, RestoreJournals journals, IDatabaseSwapper? database)
    {
        _journal = journal;
        _journals = journals;
        _database = database;
    }

    /// <summary>As it is on the disk.</summary>
    public RestoreJournal Journal => _journal;

    /// <summary>Puts every item in place. When one cannot be, those before it are taken back, and the error goes on.</summary>
    /// <exception cref="SysOpsException">Why it could not be done; RestoreRollbackFailed when taking back failed too, and the journal stays.</exception>
    public async Task CarryOutAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ContinueAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            await TakeBackAsync(exception).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Puts every item in place that is not yet. When one cannot be, the journal stays as it is.</summary>
    /// <exception cref="SysOpsException">Why it could not be done.</exception>
    public async Task ContinueAsync(CancellationToken cancellationToken)
    {
        for (int item = 0; item < _journal.Trees.Count; item++)
        {
            Note(RestoreStage.Swapping, item);
            TreeSwap tree = _journal.Trees[item];
            TargetContent.RequireUnchanged(tree, cancellationToken);
            SwapExecutor.CarryOut(tree, cancellationToken);
        }

        if (_journal.Database is { } database)
        {
            Note(RestoreStage.Swapping, _journal.Trees.Count);
            await Swapper.CarryOutAsync(database, cancellationToken).ConfigureAwait(false);
        }

        Note(RestoreStage.Committed, _journal.Item);
    }

    /// <summary>Takes every item back, in whatever state it is: the system is as before, and only what was staged is left.</summary>
    /// <exception cref="SysOpsException">RestoreTargetChanged, or why the database cannot be renamed. The journal stays.</exception>
    public async Task UndoAsync(CancellationToken cancellationToken)
    {
        TryNote(RestoreStage.RollingBack, _journal.Item);
        if (_journal.Database is { } database)
        {
            await Swapper.UndoAsync(database, cancellationToken).ConfigureAwait(false);
        }

        foreach (TreeSwap tree in _journal.Trees.Reverse())
        {
            SwapExecutor.Undo(tree);
        }

        TryNote(RestoreStage.Staging, 0);
    }

    private IDatabaseSwapper Swapper => _database ?? throw new InvalidOperationException("The journal has a database, and there is nothing to reach it by.");

    // Whoever asked to stop still wants the system as it was: taking back is not cancelled.
    private async Task TakeBackAsync(Exception cause)
    {
        try
        {
            await UndoAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            throw new SysOpsException(
                ErrorCatalogue.RestoreRollbackFailed,
                $"The restore failed ({cause.Message.TrimEnd('.')}), and what it had changed could not be taken back: {exception.Message}",
                "The journal is kept. Mend the cause, then run Restore-SystemBackup -Rollback or -Resume.",
                _journal.Id,
                exception);
        }
    }

    // Taking back goes by what is on the disk: a journal that cannot be written must not keep it from that.
    private void TryNote(RestoreStage stage, int item)
    {
        try
        {
            Note(stage, item);
        }
        catch (SysOpsException exception) when (exception.Id == ErrorCatalogue.RestoreJournalUnwritable)
        {
            _journal = _journal with { Stage = stage, Item = item };
        }
    }

    private void Note(RestoreStage stage, int item)
    {
        RestoreJournal next = _journal with { Stage = stage, Item = item };
        _journals.Write(next);
        _journal = next;
    }
}
