namespace SysOps.Backups.Databases.Restoring;

/// <summary>A database that a restore made and did not bring to its end.</summary>
public sealed record ScratchDatabase
{
    public required string Name { get; init; }

    /// <summary>What was being restored, and since when.</summary>
    public required string Description { get; init; }

    /// <summary>Whether somebody is connected: then its restore still runs.</summary>
    public required bool IsInUse { get; init; }
}
