using SysOps.Health;

namespace SysOps.Backups.Probing;

/// <summary>What was measured of the backups of a system; null where there is none. Times are local.</summary>
public sealed record BackupMetrics : HealthMetrics
{
    /// <summary>Full path of the repository.</summary>
    public required string Repository { get; init; }

    public int BackupCount { get; init; }

    /// <summary>Those that cannot be used, or that build on one that is missing or was replaced.</summary>
    public int DamagedCount { get; init; }

    /// <summary>The name of the newest backup, whatever its status.</summary>
    public string? Newest { get; init; }

    public BackupStatus? NewestStatus { get; init; }

    /// <summary>The name of the backup that the age is counted from.</summary>
    public string? NewestComplete { get; init; }

    /// <summary>Since the newest complete backup was begun; when database and workspaces are in different ones, since the older of them.</summary>
    public TimeSpan? Age { get; init; }

    /// <summary>When a backup was last found sound.</summary>
    public DateTime? LastVerified { get; init; }

    public VerificationMethod? LastVerifiedBy { get; init; }

    /// <summary>When the last test of a backup that is still there found something.</summary>
    public DateTime? VerificationFailed { get; init; }

    /// <summary>What all backups take.</summary>
    public long StoredBytes { get; init; }

    /// <summary>What is free on the repository's volume.</summary>
    public long? AvailableBytes { get; init; }
}
