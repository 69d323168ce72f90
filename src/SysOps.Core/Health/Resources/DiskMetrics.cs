namespace SysOps.Health.Resources;

/// <summary>One volume.</summary>
public sealed record DiskMetrics : SystemResourceMetrics
{
    public required string MountPoint { get; init; }

    public string? FileSystem { get; init; }

    public long? TotalBytes { get; init; }

    /// <summary>What an unprivileged user may still use, as df shows it.</summary>
    public long? AvailableBytes { get; init; }

    public long? UsedBytes { get; init; }

    /// <summary>Used of what unprivileged users could use at all, as df counts it.</summary>
    public double? UsedPercent { get; init; }

    /// <summary>Null where the file system has no fixed number of inodes.</summary>
    public double? InodesUsedPercent { get; init; }

    public long? InodesFree { get; init; }

    public bool? IsReadOnly { get; init; }
}
