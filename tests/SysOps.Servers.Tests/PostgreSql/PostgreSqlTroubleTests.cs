using Npgsql;
using SysOps.Health;
using SysOps.Health.Databases;
using SysOps.Settings;
using SysOps.Testing;
using SysOps.Testing.Servers;

namespace SysOps.Servers.Tests.PostgreSql;

/// <summary>What goes wrong inside a server, made to go wrong for real in a cluster of its own.</summary>
public sealed class PostgreSqlTroubleTests : IAsyncLifetime
{
    private PostgreSqlServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await PostgreSqlServer.StartAsync("archive_mode=on", "archive_command=false", "deadlock_timeout=50ms");

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Sessions_that_wait_for_a_lock_are_counted()
    {
        await _server.ExecuteAsync("CREATE TABLE held (id int)");
        await using NpgsqlConnection holder = await _server.OpenAsync();
        await using NpgsqlConnection waiter = await _server.OpenAsync();
        await using (var hold = new NpgsqlCommand("BEGIN; LOCK TABLE held IN ACCESS EXCLUSIVE MODE", holder))
        {
            await hold.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        using var enough = new CancellationTokenSource();
        await using var wait = new NpgsqlCommand("SELECT count(*) FROM held", waiter);
        Task waiting = wait.ExecuteScalarAsync(enough.Token);

        ComponentHealth health = await UntilAsync(found => ((PostgreSqlMetrics)found.Metrics!).BlockedSessions == 1, new DatabaseThresholds { BlockedSessions = new Threshold(Warning: 0), OldestTransaction = new Threshold(Warning: 0) });

        Assert.Equal(HealthStatus.Degraded, health.Check("sessions.blocked").Status);
        Assert.Equal(HealthStatus.Degraded, health.Check("transactions.oldest").Status);
        Assert.Equal(1, ((PostgreSqlMetrics)health.Metrics!).IdleInTransactionConnections);
        await enough.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task An_orphaned_prepared_transaction_and_an_inactive_slot_are_told()
    {
        await _server.ExecuteAsync("CREATE TABLE t (id int)", "SELECT pg_create_logical_replication_slot('forgotten', 'test_decoding')", "BEGIN; INSERT INTO t VALUES (1); PREPARE TRANSACTION 'orphan'", "INSERT INTO t SELECT generate_series(1, 1000)");

        ComponentHealth health = await ProbeAsync(new DatabaseThresholds { PreparedTransaction = new Threshold(Critical: 0), RetainedWal = new Threshold(Warning: 1) });

        Assert.Equal(HealthStatus.Unhealthy, health.Check("prepared.oldest").Status);
        Assert.Contains("ROLLBACK PREPARED", health.Check("prepared.oldest").Message, StringComparison.Ordinal);
        Assert.Equal(HealthStatus.Degraded, health.Check("slots.retained").Status);
        Assert.Equal(1, ((PostgreSqlMetrics)health.Metrics!).InactiveSlots);
    }

    [Fact]
    public async Task Archiving_that_fails_is_unhealthy()
    {
        await _server.ExecuteAsync("CREATE TABLE w (id int)", "SELECT pg_switch_wal()");

        ComponentHealth health = await UntilAsync(found => ((PostgreSqlMetrics)found.Metrics!).ArchivingFails is true);

        Assert.Equal(HealthStatus.Unhealthy, health.Check("archiving").Status);
        Assert.Equal(HealthStatus.Unhealthy, health.Status);
        Assert.Contains("archive_command", health.Check("archiving").Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_index_whose_build_failed_is_named()
    {
        await _server.ExecuteAsync("CREATE TABLE doubles (id int)", "INSERT INTO doubles VALUES (1), (1)");
        await Assert.ThrowsAsync<PostgresException>(() => _server.ExecuteAsync("CREATE UNIQUE INDEX CONCURRENTLY broken_index ON doubles (id)"));

        ComponentHealth health = await ProbeAsync();

        Assert.Equal(["broken_index"], ((PostgreSqlMetrics)health.Metrics!).InvalidIndexes);
        Assert.Equal(HealthStatus.Degraded, health.Check("indexes.invalid").Status);
    }

    [Fact]
    public async Task A_partitioned_index_without_its_parts_yet_is_not_called_broken()
    {
        await _server.ExecuteAsync("CREATE TABLE parts (id int) PARTITION BY RANGE (id)", "CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (1) TO (10)", "CREATE INDEX whole_index ON parts (id)");

        ComponentHealth health = await ProbeAsync();

        Assert.Equal(HealthStatus.Healthy, health.Check("indexes.invalid").Status);
    }

    [Fact]
    public async Task Deadlocks_are_told_as_a_rise_since_the_last_look()
    {
        await ProbeAsync();
        await _server.ExecuteAsync("CREATE TABLE a (id int)", "CREATE TABLE b (id int)");
        await DeadlockAsync();

        ComponentHealth health = await UntilAsync(found => found.Check("deadlocks").Value > 0);
        Assert.Equal(HealthStatus.Degraded, health.Check("deadlocks").Status);
        Assert.Equal(0, (await ProbeAsync()).Check("deadlocks").Value);
    }

    [Fact]
    public async Task A_server_that_is_stopped_in_its_tracks_costs_the_time_limit_and_no_more()
    {
        const int Stop = 19;
        const int Continue = 18;
        _server.Send(Stop);
        try
        {
            ComponentHealth health = await Probing.RunAsync(new PostgreSqlProbe(PostgreSqlProbeTests.Settings(_server.ConnectionString)), TimeSpan.FromSeconds(1));

            Assert.Equal(HealthStatus.Unhealthy, health.Status);
            Assert.StartsWith($"No answer within 1 s while connecting to 127.0.0.1:{_server.Port}/postgres", health.Error, StringComparison.Ordinal);
        }
        finally
        {
            _server.Send(Continue);
        }
    }

    private Task<ComponentHealth> ProbeAsync(DatabaseThresholds? thresholds = null) =>
        Probing.RunAsync(new PostgreSqlProbe(PostgreSqlProbeTests.Settings(_server.ConnectionString) with { Thresholds = thresholds ?? new DatabaseThresholds() }));

    private async Task<ComponentHealth> UntilAsync(Func<ComponentHealth, bool> condition, DatabaseThresholds? thresholds = null)
    {
        ComponentHealth health = await ProbeAsync(thresholds);
        await Eventually.TrueAsync(
            () =>
            {
                health = condition(health) ? health : ProbeAsync(thresholds).GetAwaiter().GetResult();
                return condition(health);
            },
            "the server shows it",
            TimeSpan.FromSeconds(20));
        return health;
    }

    private async Task DeadlockAsync()
    {
        await using NpgsqlConnection first = await _server.OpenAsync();
        await using NpgsqlConnection second = await _server.OpenAsync();
        await RunAsync(first, "BEGIN; LOCK TABLE a");
        await RunAsync(second, "BEGIN; LOCK TABLE b");
        Task[] crossing = [RunAsync(first, "LOCK TABLE b"), RunAsync(second, "LOCK TABLE a")];
        await Assert.ThrowsAsync<PostgresException>(() => Task.WhenAll(crossing));
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
