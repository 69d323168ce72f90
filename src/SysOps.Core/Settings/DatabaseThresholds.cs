namespace SysOps.Settings;

/// <summary>The section <c>database.thresholds</c>. Shares are percent 0–100, times seconds, sizes bytes.</summary>
public sealed record DatabaseThresholds
{
    /// <summary>Time to connect.</summary>
    public Threshold Connect { get; init; } = new(Warning: 1);

    /// <summary>Time of the configured health query.</summary>
    public Threshold Query { get; init; } = new(Warning: 1);

    /// <summary>Share of max_connections in use; the defaults of check_postgres' backends (https://bucardo.org/check_postgres/check_postgres.pl.html#backends).</summary>
    public Threshold Connections { get; init; } = new(Warning: 90, Critical: 95);

    /// <summary>Share of the data volume in use.</summary>
    public Threshold Disk { get; init; } = new(Critical: 90);

    /// <summary>Size of the database; no limit unless one is set.</summary>
    public Threshold Size { get; init; } = new();

    /// <summary>Delay of a standby behind its primary.</summary>
    public Threshold ReplicationLag { get; init; } = new(Warning: 60, Critical: 600);

    /// <summary>WAL kept for inactive replication slots.</summary>
    public Threshold RetainedWal { get; init; } = new(Warning: 1L << 30, Critical: 10L << 30);

    /// <summary>Age of the oldest open transaction.</summary>
    public Threshold OldestTransaction { get; init; } = new(Warning: 15 * 60, Critical: 60 * 60);

    /// <summary>Age of the oldest prepared transaction that nobody ended.</summary>
    public Threshold PreparedTransaction { get; init; } = new(Warning: 5 * 60, Critical: 60 * 60);

    /// <summary>Number of sessions that wait for a lock.</summary>
    public Threshold BlockedSessions { get; init; } = new(Warning: 5);

    /// <summary>Share of the ids used up before PostgreSQL refuses writes: autovacuum_freeze_max_age is 10 % of it, so a share far above means that vacuum fails.</summary>
    public Threshold Wraparound { get; init; } = new(Warning: 40, Critical: 75);

    /// <summary>Deadlocks since the last look.</summary>
    public Threshold Deadlocks { get; init; } = new(Warning: 0);
}
