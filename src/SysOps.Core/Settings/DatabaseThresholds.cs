namespace SysOps.Settings;

/// <summary>The section <c>database.thresholds</c>. Shares are percent 0–100, times seconds, sizes bytes.</summary>
public sealed record DatabaseThresholds
{
    /// <summary>Time to connect. A second is where a waiting user loses the thread (https://www.nngroup.com/articles/response-times-3-important-limits/).</summary>
    public Threshold Connect { get; init; } = new(Warning: 1);

    /// <summary>Time of the configured health query, or of the plain one without; the limit as for connecting.</summary>
    public Threshold Query { get; init; } = new(Warning: 1);

    /// <summary>Share of max_connections without the reserved ones in use; the defaults of check_postgres' backends (https://bucardo.org/check_postgres/check_postgres.pl.html#backends).</summary>
    public Threshold Connections { get; init; } = new(Warning: 90, Critical: 95);

    /// <summary>Share of the data volume in use; as resources.disk.</summary>
    public Threshold Disk { get; init; } = new(Critical: 90);

    /// <summary>Size of the database; no limit unless one is set.</summary>
    public Threshold Size { get; init; } = new();

    /// <summary>Delay of a standby behind its primary. No tool agrees with another: a minute is more than a busy standby shows, ten lose too much in a failover.</summary>
    public Threshold ReplicationLag { get; init; } = new(Warning: 60, Critical: 600);

    /// <summary>WAL kept for inactive replication slots: from the default of max_wal_size on, slots and not checkpoints decide its size (https://www.postgresql.org/docs/current/runtime-config-wal.html#GUC-MAX-WAL-SIZE).</summary>
    public Threshold RetainedWal { get; init; } = new(Warning: 1L << 30, Critical: 10L << 30);

    /// <summary>Age of the oldest open transaction: 15 minutes is where pgMonitor's PGIdleTxn ends (https://github.com/CrunchyData/pgmonitor, crunchy-alert-rules-pg.yml); one that works may take longer.</summary>
    public Threshold OldestTransaction { get; init; } = new(Warning: 15 * 60, Critical: 60 * 60);

    /// <summary>Age of the oldest prepared transaction that nobody ended: a transaction manager needs seconds, and it is unwise to leave one longer (https://www.postgresql.org/docs/current/sql-prepare-transaction.html).</summary>
    public Threshold PreparedTransaction { get; init; } = new(Warning: 5 * 60, Critical: 60 * 60);

    /// <summary>Number of sessions that wait for a lock: a few are everyday life.</summary>
    public Threshold BlockedSessions { get; init; } = new(Warning: 5);

    /// <summary>Share of the ids used up before PostgreSQL refuses writes: autovacuum_freeze_max_age is 10 % of it, so 40 % means that vacuum fails; at 75 % it drops all delays by itself (https://www.postgresql.org/docs/current/runtime-config-client.html#GUC-VACUUM-FAILSAFE-AGE).</summary>
    public Threshold Wraparound { get; init; } = new(Warning: 40, Critical: 75);

    /// <summary>Deadlocks since the last look.</summary>
    public Threshold Deadlocks { get; init; } = new(Warning: 0);
}
