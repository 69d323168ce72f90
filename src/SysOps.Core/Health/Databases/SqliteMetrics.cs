namespace SysOps.Health.Databases;

/// <summary>What was measured of an SQLite database.</summary>
public sealed record SqliteMetrics : DatabaseMetrics
{
    /// <summary>The file's full path.</summary>
    public required string Path { get; init; }

    /// <summary>The write-ahead log that is not checkpointed yet; null without one.</summary>
    public long? WalBytes { get; init; }

    public string? JournalMode { get; init; }

    /// <summary>What the last quick_check said: "ok", or the damage; null when it never came to its end.</summary>
    public string? QuickCheckResult { get; init; }

    /// <summary>When it ended; local time.</summary>
    public DateTime? QuickCheckTime { get; init; }
}
