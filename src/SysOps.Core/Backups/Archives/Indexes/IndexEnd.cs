namespace SysOps.Backups.Archives.Indexes;

/// <summary>The last line of an index: without it the index was cut off.</summary>
public sealed record IndexEnd
{
    /// <summary>How many lines stand before it.</summary>
    public required long Entries { get; init; }

    /// <summary>Of the archive that was written with this index.</summary>
    public required ArchiveTotals Archive { get; init; }
}
