namespace SysOps.Backups.Databases.Facts;

/// <summary>A materialised view: its rows are made again from its definition, if it was populated.</summary>
public sealed record MaterializedViewFacts
{
    public required string Schema { get; init; }

    public required string Name { get; init; }

    public required string Definition { get; init; }

    public required bool IsPopulated { get; init; }
}
