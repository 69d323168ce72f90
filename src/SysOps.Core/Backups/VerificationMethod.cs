namespace SysOps.Backups;

/// <summary>How a backup was verified, the weakest first.</summary>
public enum VerificationMethod
{
    /// <summary>A share of its bytes was read.</summary>
    Sample,

    /// <summary>All of it was read.</summary>
    Full,

    /// <summary>It was restored into a scratch place and compared.</summary>
    Drill,
}
