namespace SysOps.Backups.Databases.Restoring;

/// <summary>A scratch database that holds what was dumped, compared and ready to take its place.</summary>
public sealed record FilledDatabase
{
    /// <summary>Its number (OID), which no renaming changes.</summary>
    public required long Id { get; init; }

    public required DatabaseComparison Comparison { get; init; }
}
