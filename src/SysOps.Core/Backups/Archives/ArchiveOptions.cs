namespace SysOps.Backups.Archives;

/// <summary>How an archive is made.</summary>
public sealed record ArchiveOptions
{
    /// <summary>The backup that the archive belongs to: the index says so of each entry.</summary>
    public required string BackupId { get; init; }

    /// <summary>The compression level of zstd, 1 to 19.</summary>
    public int Level { get; init; } = 3;

    /// <summary>How many threads read and compress; at most 12 are used.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;
}
