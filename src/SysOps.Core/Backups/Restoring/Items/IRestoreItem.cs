namespace SysOps.Backups.Restoring.Items;

/// <summary>One component on its way back.</summary>
internal interface IRestoreItem
{
    /// <summary>The component's name.</summary>
    string Name { get; }

    BackupComponentKind Kind { get; }

    /// <summary>Decides what would be done. Changes nothing.</summary>
    /// <exception cref="SysOpsException">It cannot be restored, whatever is asked for.</exception>
    Task<RestorePlanItem> PlanAsync(CancellationToken cancellationToken);

    /// <summary>What the journal must know before anything is staged, once it was planned.</summary>
    ItemSwaps Announce();

    /// <summary>Lays it out and verifies it; the live system is only read.</summary>
    /// <exception cref="SysOpsException">It cannot be restored.</exception>
    Task<StagedItem> StageAsync(CancellationToken cancellationToken);
}
