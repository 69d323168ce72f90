namespace SysOps.Backups.Restoring;

/// <summary>What a restore does with one thing.</summary>
public enum RestoreAction
{
    /// <summary>It is left as it is.</summary>
    Keep,

    /// <summary>It is made: there is nothing at its place.</summary>
    Create,

    /// <summary>It takes the place of one of its kind.</summary>
    Overwrite,

    /// <summary>It takes the place of something of another kind.</summary>
    Replace,

    /// <summary>It goes away, as the backup does not have it.</summary>
    Delete,

    /// <summary>It is not restored, for the reason given.</summary>
    Refuse,
}
