namespace SysOps.Backups.Restoring;

/// <summary>Which side of a step the disk is on.</summary>
public enum SwapState
{
    /// <summary>The old one is in place.</summary>
    Pending,

    /// <summary>The new one is in place.</summary>
    Done,

    /// <summary>Somebody else has put something in one of the two places.</summary>
    Foreign,
}
