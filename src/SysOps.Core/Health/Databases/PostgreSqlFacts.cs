using Npgsql;
using SysOps.Servers.PostgreSql;

namespace SysOps.Health.Databases;

/// <summary>Everything of a server that views readable by all can tell, in one round trip. Works from PostgreSQL 12.</summary>
internal static class PostgreSqlFacts
{
    private const string Sql = """
        WITH sessions AS (
          SELECT count(*) FILTER (WHERE backend_type = 'client backend') AS total,
                 count(*) FILTER (WHERE backend_type = 'client backend' AND state = 'active') AS active,
                 count(*) FILTER (WHERE backend_type = 'client backend' AND state = 'idle') AS idle,
                 count(*) FILTER (WHERE backend_type = 'client backend' AND state LIKE 'idle in transaction%') AS idle_in_transaction,
                 max(extract(epoch FROM clock_timestamp() - xact_start)) FILTER (WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()) AS oldest
          FROM pg_stat_activity),
        slots AS (
          SELECT count(*) AS inactive,
                 max(pg_wal_lsn_diff(CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END, restart_lsn)) AS retained
          FROM pg_replication_slots WHERE NOT active),
        prepared AS (
          SELECT count(*) AS total, max(extract(epoch FROM clock_timestamp() - prepared)) AS oldest FROM pg_prepared_xacts),
        ids AS (
          SELECT max(age(datfrozenxid)) AS transactions, max(mxid_age(datminmxid)) AS multixacts FROM pg_database),
        activity AS (
          SELECT blks_hit, blks_read, deadlocks FROM pg_stat_database WHERE datname = current_database()),
        archiver AS (
          SELECT last_failed_time > coalesce(last_archived_time, '-infinity') AS fails, last_failed_wal FROM pg_stat_archiver)
        SELECT current_setting('server_version')::text,
               extract(epoch FROM clock_timestamp() - pg_postmaster_start_time())::float8,
               pg_is_in_recovery(),
               pg_has_role(current_user, 'pg_read_all_stats', 'usage'),
               CASE WHEN pg_has_role(current_user, 'pg_read_all_stats', 'usage') THEN sessions.total ELSE (SELECT sum(numbackends)::bigint FROM pg_stat_database) END,
               sessions.active, sessions.idle, sessions.idle_in_transaction,
               current_setting('max_connections')::bigint,
               (CASE WHEN NOT pg_is_in_recovery() THEN NULL
                     WHEN pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() THEN 0
                     ELSE extract(epoch FROM clock_timestamp() - pg_last_xact_replay_timestamp()) END)::float8,
               slots.inactive, slots.retained::bigint,
               sessions.oldest::float8,
               prepared.total, prepared.oldest::float8,
               (SELECT count(DISTINCT pid) FROM pg_locks WHERE NOT granted),
               ids.transactions::bigint, ids.multixacts::bigint,
               activity.blks_hit, activity.blks_read, activity.deadlocks, (SELECT sum(checksum_failures)::bigint FROM pg_stat_database),
               CASE WHEN current_setting('archive_mode') = 'always' OR current_setting('archive_mode') = 'on' AND NOT pg_is_in_recovery() THEN coalesce(archiver.fails, false) END, archiver.last_failed_wal::text,
               (SELECT setting FROM pg_settings WHERE name = 'data_directory')::text,
               current_setting('superuser_reserved_connections')::bigint + coalesce(current_setting('reserved_connections', true)::bigint, 0),
               CASE WHEN pg_is_in_recovery() AND pg_last_wal_receive_lsn() IS NOT NULL THEN EXISTS (SELECT FROM pg_stat_wal_receiver) END
        FROM sessions, slots, prepared, ids, activity, archiver
        """;

    // Ids are counted in 32 bits, of which half is the past.
    private const double Ids = 2147483648;

    /// <summary>The figures, and the data folder when this user may know it.</summary>
    public static async Task<(PostgreSqlMetrics Metrics, string? DataFolder)> ReadAsync(PostgreSqlSession session, PostgreSqlMetrics metrics, TimeSpan limit, CancellationToken cancellationToken) =>
        await session.QueryAsync(Sql, limit, reader => Read(reader, metrics), cancellationToken).ConfigureAwait(false);

    private static (PostgreSqlMetrics Metrics, string? DataFolder) Read(NpgsqlDataReader reader, PostgreSqlMetrics metrics)
    {
        bool seesAll = reader.GetBoolean(3);
        long? deadlocks = Long(20);
        long? hits = Long(18);
        long? reads = Long(19);
        long? connections = Long(4);
        long? most = Long(8);
        long? reserved = Long(25);
        metrics = metrics with
        {
            Version = reader.GetString(0),
            Uptime = Seconds(1),
            InRecovery = reader.GetBoolean(2),
            SeesAllSessions = seesAll,
            Connections = connections,
            ActiveConnections = seesAll ? Long(5) : null,
            IdleConnections = seesAll ? Long(6) : null,
            IdleInTransactionConnections = seesAll ? Long(7) : null,
            MaxConnections = most,
            ReservedConnections = reserved,
            ConnectionsPercent = most - reserved is > 0 and { } usable && connections is { } taken ? Math.Min(100, 100.0 * taken / usable) : null,
            ReplicationLag = Seconds(9),
            IsReceiving = Boolean(26),
            InactiveSlots = Long(10),
            RetainedWalBytes = Long(11),
            OldestTransaction = seesAll ? Seconds(12) : null,
            PreparedTransactions = Long(13),
            OldestPreparedTransaction = Seconds(14),
            BlockedSessions = Long(15),
            TransactionIdsUsedPercent = 100 * Long(16) / Ids,
            MultixactsUsedPercent = 100 * Long(17) / Ids,
            BufferHitPercent = hits + reads > 0 ? 100.0 * hits / (hits + reads) : null,
            Deadlocks = deadlocks,
            NewDeadlocks = deadlocks is { } count ? CounterMemory.RiseOf($"postgresql:{metrics.Endpoint}:deadlocks", count) : null,
            ChecksumFailures = Long(21),
            ArchivingFails = Boolean(22),
            LastFailedWal = reader.IsDBNull(23) ? null : reader.GetString(23),
        };
        return (metrics, reader.IsDBNull(24) ? null : reader.GetString(24));

        bool? Boolean(int column) => reader.IsDBNull(column) ? null : reader.GetBoolean(column);
        long? Long(int column) => reader.IsDBNull(column) ? null : reader.GetInt64(column);
        TimeSpan? Seconds(int column) => reader.IsDBNull(column) ? null : TimeSpan.FromSeconds(Math.Max(0, reader.GetDouble(column)));
    }
}
