using System.Globalization;
using SysOps.Settings;

namespace SysOps.Health.Databases;

/// <summary>The pure rule from a PostgreSQL server's figures to checks. A figure that does not apply makes none.</summary>
public static class PostgreSqlRule
{
    /// <param name="metrics">What was measured.</param>
    /// <param name="settings">Limits, and the checks that are required.</param>
    /// <param name="userName">Who would need a grant.</param>
    public static IReadOnlyList<HealthCheck> Judge(PostgreSqlMetrics metrics, DatabaseSettings settings, string userName)
    {
        DatabaseThresholds limits = settings.Thresholds;
        string grant = $"GRANT pg_monitor TO {PostgreSqlExtras.Quote(userName)} lets SysOps see it.";
        List<HealthCheck> checks =
        [
            Judgement.High("connections.used", metrics.ConnectionsPercent, Units.Percent, limits.Connections, Text($"{metrics.Connections} of {metrics.MaxConnections} connections in use; {metrics.ReservedConnections} are reserved")),
            Judgement.High("sessions.blocked", metrics.BlockedSessions, Units.Count, limits.BlockedSessions, $"{metrics.BlockedSessions} sessions wait for a lock"),
            Wraparound("wraparound.transactions", metrics.TransactionIdsUsedPercent, "transaction ids", limits),
            Wraparound("wraparound.multixacts", metrics.MultixactsUsedPercent, "multixacts", limits),
            Judgement.High("deadlocks", metrics.NewDeadlocks ?? 0, Units.Count, limits.Deadlocks, metrics.NewDeadlocks is { } rise ? $"{rise} deadlocks since the last look, {metrics.Deadlocks} in all" : $"{metrics.Deadlocks} deadlocks in all; rises are told from the second look on"),
            Judgement.High("prepared.oldest", metrics.OldestPreparedTransaction?.TotalSeconds ?? 0, Units.Seconds, limits.PreparedTransaction, metrics.PreparedTransactions > 0 ? $"{metrics.PreparedTransactions} prepared transactions, the oldest {Age(metrics.OldestPreparedTransaction)}; COMMIT PREPARED or ROLLBACK PREPARED those that nobody will end" : "no prepared transactions"),
            Judgement.High("slots.retained", metrics.RetainedWalBytes ?? 0, Units.Bytes, limits.RetainedWal, metrics.InactiveSlots > 0 ? $"{metrics.InactiveSlots} inactive replication slots retain {Size.Format(metrics.RetainedWalBytes ?? 0)} of WAL; drop those that nobody reads" : "no inactive replication slots"),
            metrics.SeesAllSessions is true
                ? Judgement.High("transactions.oldest", metrics.OldestTransaction?.TotalSeconds ?? 0, Units.Seconds, limits.OldestTransaction, metrics.OldestTransaction is null ? "no open transactions" : $"the oldest open transaction is {Age(metrics.OldestTransaction)}; {metrics.IdleInTransactionConnections} sessions are idle in transaction")
                : DatabaseChecks.Unreadable("transactions.oldest", $"Other users' transactions are hidden from '{userName}'. {grant}", settings),
        ];
        if (metrics.BufferHitPercent is { } hits)
        {
            checks.Add(Judgement.Low("buffers.hit", hits, Units.Percent, null, Text($"{hits:0.#} % of the blocks came from the buffers")));
        }

        if (metrics.ReplicationLag is { } lag)
        {
            checks.Add(Judgement.High("replication.lag", lag.TotalSeconds, Units.Seconds, limits.ReplicationLag, Text($"the standby is {lag.TotalSeconds:0.#} s behind")));
        }

        if (metrics.IsReceiving is { } receives)
        {
            checks.Add(Is("replication.receiver", receives ? HealthStatus.Healthy : HealthStatus.Degraded, receives ? "the standby receives from its primary" : "the standby no longer receives from its primary: it falls behind without knowing. See its log, primary_conninfo and the primary"));
        }

        if (metrics.ChecksumFailures is { } failures)
        {
            checks.Add(Judgement.High("checksums", failures, Units.Count, new Threshold(Critical: 0), failures == 0 ? "no checksum failures" : $"{failures} pages failed their checksum: the storage damages data. Save what is there, restore from a backup"));
        }

        if (metrics.ArchivingFails is { } fails)
        {
            checks.Add(Is("archiving", fails ? HealthStatus.Unhealthy : HealthStatus.Healthy, fails ? $"WAL archiving fails, last at {metrics.LastFailedWal}: WAL piles up and no point in time can be restored. See archive_command and the server's log" : "WAL is being archived"));
        }

        if (metrics.InvalidIndexes is { } invalid)
        {
            checks.Add(Is("indexes.invalid", invalid.Count > 0 ? HealthStatus.Degraded : HealthStatus.Healthy, invalid.Count > 0 ? $"{invalid.Count} invalid indexes, which cost writes and serve no reads: {string.Join(", ", invalid.Take(5))}. REINDEX or DROP them" : "no invalid indexes") with { Value = invalid.Count, Unit = Units.Count });
        }

        return checks;
    }

    private static HealthCheck Wraparound(string name, double? percent, string ids, DatabaseThresholds limits)
    {
        HealthCheck check = Judgement.High(name, percent, Units.Percent, limits.Wraparound, Text($"{percent:0.#} % of the {ids} used up"));
        return check.Status is HealthStatus.Healthy ? check : check with { Message = $"{check.Message}: the server will refuse writes. VACUUM FREEZE the oldest database, and look for what holds vacuum back" };
    }

    private static HealthCheck Is(string name, HealthStatus status, string message) => new() { Name = name, Status = status, Message = message };

    private static string Age(TimeSpan? age) => age is { } known ? Duration.Describe(known) + " old" : "of unknown age";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
