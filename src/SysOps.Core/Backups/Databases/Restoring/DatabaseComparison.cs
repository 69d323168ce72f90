namespace SysOps.Backups.Databases.Restoring;

/// <summary>What a restored database was compared by, and what differs.</summary>
public sealed record DatabaseComparison
{
    public required int Tables { get; init; }

    public required long Rows { get; init; }

    public required int Sequences { get; init; }

    public required int LargeObjects { get; init; }

    public required int MaterializedViews { get; init; }

    /// <summary>Whether rows were counted and their content was not compared, as the versions differ.</summary>
    public required bool IsByCountOnly { get; init; }

    public required IReadOnlyList<DatabaseDifference> Differences { get; init; }
}
