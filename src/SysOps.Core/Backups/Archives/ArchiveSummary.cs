namespace SysOps.Backups.Archives;

/// <summary>An archive and its index, complete.</summary>
public sealed record ArchiveSummary
{
    public required ArchiveTotals Archive { get; init; }

    public required ArchiveTotals Index { get; init; }

    public required long Entries { get; init; }
}
