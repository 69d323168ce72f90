namespace SysOps.Backups.Restoring;

/// <summary>Puts a restored database in place of the live one, by names alone, and takes that back.</summary>
public interface IDatabaseSwapper
{
    /// <summary>Which of the two is in place now.</summary>
    Task<SwapState> StateOfAsync(DatabaseSwap swap, CancellationToken cancellationToken);

    /// <summary>From Pending to Done, in one transaction.</summary>
    Task CarryOutAsync(DatabaseSwap swap, CancellationToken cancellationToken);

    /// <summary>From Done to Pending, in one transaction.</summary>
    Task UndoAsync(DatabaseSwap swap, CancellationToken cancellationToken);

    /// <summary>Drops the scratch database of a restore that is given up.</summary>
    Task DiscardAsync(DatabaseSwap swap, CancellationToken cancellationToken);

    /// <summary>Drops the old database when that was asked for.</summary>
    Task FinishAsync(DatabaseSwap swap, CancellationToken cancellationToken);
}
