namespace SysOps.Backups.Databases.Facts;

/// <summary>The content of a large object.</summary>
public sealed record LargeObjectFacts
{
    public required uint ObjectId { get; init; }

    public required long SizeBytes { get; init; }

    public required string Sha256 { get; init; }
}
