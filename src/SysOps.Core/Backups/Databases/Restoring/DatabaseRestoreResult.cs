namespace SysOps.Backups.Databases.Restoring;

/// <summary>What a restore of a database has done.</summary>
public sealed record DatabaseRestoreResult
{
    public required string DatabaseName { get; init; }

    /// <summary>The old database, under its new name; null where there was none or where it is dropped.</summary>
    public required string? PreviousName { get; init; }

    public required DatabaseComparison Comparison { get; init; }

    public required TimeSpan Duration { get; init; }

    public required IReadOnlyList<string> Notes { get; init; }
}
