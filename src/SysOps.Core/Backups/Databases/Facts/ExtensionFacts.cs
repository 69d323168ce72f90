namespace SysOps.Backups.Databases.Facts;

/// <summary>An extension of the database.</summary>
public sealed record ExtensionFacts
{
    public required string Name { get; init; }

    public required string Version { get; init; }

    public required string Schema { get; init; }
}
