namespace SysOps.Backups.Restoring;

/// <summary>How far a restore is, as its journal tells after a crash.</summary>
public enum RestoreStage
{
    /// <summary>Data is being read, checked and laid beside the live system, which is as it was.</summary>
    Staging,

    /// <summary>All is staged and checked; the live system is as it was.</summary>
    Verified,

    /// <summary>The staged items take their places.</summary>
    Swapping,

    /// <summary>The staged items give their places back.</summary>
    RollingBack,

    /// <summary>All is in place; the old is still to be put away.</summary>
    Committed,
}
