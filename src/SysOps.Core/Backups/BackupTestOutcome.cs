namespace SysOps.Backups;

/// <summary>How a test ended.</summary>
public enum BackupTestOutcome
{
    /// <summary>Nothing was found in what was looked at.</summary>
    Passed,

    /// <summary>Time was over before it was looked at.</summary>
    NotTested,

    /// <summary>Something is wrong.</summary>
    Failed,
}
