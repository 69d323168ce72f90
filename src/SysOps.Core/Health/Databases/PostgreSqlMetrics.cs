namespace SysOps.Health.Databases;

/// <summary>What was measured of a PostgreSQL server; null where it may not be read, or does not apply.</summary>
public sealed record PostgreSqlMetrics : DatabaseMetrics
{
    /// <summary>host:port/database.</summary>
    public required string Endpoint { get; init; }

    public TimeSpan? Uptime { get; init; }

    public bool? InRecovery { get; init; }

    /// <summary>Whether this user may see other sessions: a member of pg_read_all_stats.</summary>
    public bool? SeesAllSessions { get; init; }

    public long? Connections { get; init; }

    public long? ActiveConnections { get; init; }

    public long? IdleConnections { get; init; }

    public long? IdleInTransactionConnections { get; init; }

    /// <summary>max_connections.</summary>
    public long? MaxConnections { get; init; }

    /// <summary>Of those, what is kept for superusers and for roles with reserved connections.</summary>
    public long? ReservedConnections { get; init; }

    /// <summary>Share of what ordinary users may take up: max_connections without the reserved ones.</summary>
    public double? ConnectionsPercent { get; init; }

    /// <summary>Zero on a standby that has replayed all that it received; null on a primary.</summary>
    public TimeSpan? ReplicationLag { get; init; }

    /// <summary>On a standby that has streamed since its start: whether it still does. What it does not receive it cannot know to be missing.</summary>
    public bool? IsReceiving { get; init; }

    public long? InactiveSlots { get; init; }

    public long? RetainedWalBytes { get; init; }

    public TimeSpan? OldestTransaction { get; init; }

    public long? PreparedTransactions { get; init; }

    public TimeSpan? OldestPreparedTransaction { get; init; }

    public long? BlockedSessions { get; init; }

    /// <summary>Of the transaction ids before the server refuses writes, in the worst database.</summary>
    public double? TransactionIdsUsedPercent { get; init; }

    public double? MultixactsUsedPercent { get; init; }

    public double? BufferHitPercent { get; init; }

    /// <summary>Since the statistics were reset.</summary>
    public long? Deadlocks { get; init; }

    /// <summary>Since the last look of this process; null at the first.</summary>
    public long? NewDeadlocks { get; init; }

    /// <summary>Over all databases; null where pages have no checksums.</summary>
    public long? ChecksumFailures { get; init; }

    /// <summary>Whether the last attempt to archive a WAL file failed; null where nothing is archived.</summary>
    public bool? ArchivingFails { get; init; }

    public string? LastFailedWal { get; init; }

    /// <summary>Names of invalid indexes, without those being built.</summary>
    public IReadOnlyList<string>? InvalidIndexes { get; init; }

    /// <summary>The other servers, where the connection string names several.</summary>
    public IReadOnlyList<PostgreSqlMetrics> OtherServers { get; init; } = [];
}
