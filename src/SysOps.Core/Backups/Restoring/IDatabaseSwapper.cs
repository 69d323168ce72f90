namespace SysOps.Backups.Restoring;

/// <summary>Puts a restored database in place of the live one, and takes that back. Each may be done again after a crash: what is done already is left alone.</summary>
public interface IDatabaseSwapper
{
    /// <summary>Puts the restored one in place, in one transaction.</summary>
    /// <exception cref="SysOpsException">RestoreTargetChanged: one of the two is no longer there; or why it cannot be done.</exception>
    Task CarryOutAsync(DatabaseSwap swap, CancellationToken cancellationToken);

    /// <summary>Puts the old one back in place, in one transaction.</summary>
    Task UndoAsync(DatabaseSwap swap, CancellationToken cancellationToken);

    /// <summary>Removes the restored one of a restore that is given up.</summary>
    Task DiscardAsync(DatabaseSwap swap, CancellationToken cancellationToken);

    /// <summary>Keeps the old one under its new name, or removes it when that was asked for.</summary>
    Task FinishAsync(DatabaseSwap swap, CancellationToken cancellationToken);
}
