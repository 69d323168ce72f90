namespace SysOps.Backups.Restoring;

/// <summary>When a restore overwrites a file that is there.</summary>
public enum OverwriteMode
{
    Always,

    /// <summary>When size or time of modification differ.</summary>
    IfChanged,

    /// <summary>When the one in the backup was modified later.</summary>
    IfNewer,

    /// <summary>Only what is missing is restored.</summary>
    Never,
}
