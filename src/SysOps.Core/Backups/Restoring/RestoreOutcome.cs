namespace SysOps.Backups.Restoring;

/// <summary>What became of a restore.</summary>
public enum RestoreOutcome
{
    /// <summary>All that was asked for is in place.</summary>
    Restored,

    /// <summary>What could be restored is in place; each entry that was refused, or lacks something, is listed.</summary>
    Partial,

    /// <summary>It was taken back: the system is as it was before.</summary>
    RolledBack,
}
