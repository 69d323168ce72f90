namespace SysOps.Backups;

/// <summary>How well the components of one backup fit each other.</summary>
public enum BackupConsistency
{
    /// <summary>The database's snapshot first, files after it, while the service went on.</summary>
    DatabaseFirst,

    /// <summary>The service was held still while all of it was copied.</summary>
    Quiesced,
}
