using Npgsql;
using SysOps.Health;
using SysOps.Health.Databases;
using SysOps.Settings;
using SysOps.Testing;
using SysOps.Testing.Servers;

namespace SysOps.Servers.Tests.PostgreSql;

/// <summary>What goes wrong inside a server, made to go wrong for real in one cluster of their own.</summary>
public sealed class PostgreSqlTroubleTests(PostgreSqlTroubleTests.Cluster cluster) : IClassFixture<PostgreSqlTroubleTests.Cluster>
{
    private readonly PostgreSqlServer _server = cluster.Server;

    [Fact]
    public async Task Sessions_that_wait_for_a_lock_are_counted()
    {
        await _server.ExecuteAsync("CREATE TABLE held (id int)");
        await using NpgsqlConnection holder = await _server.OpenAsync();
        await using NpgsqlConnection waiter = await _server.OpenAsync();
        await RunAsync(holder, "BEGIN; LOCK TABLE held IN ACCESS EXCLUSIVE MODE");
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
    public async Task A_health_query_that_waits_for_a_lock_is_given_up_after_a_second()
    {
        await _server.ExecuteAsync("CREATE TABLE locked (id int)");
        await using NpgsqlConnection holder = await _server.OpenAsync();
        await RunAsync(holder, "BEGIN; LOCK TABLE locked IN ACCESS EXCLUSIVE MODE");

        ComponentHealth health = await Probing.RunAsync(new PostgreSqlProbe(PostgreSqlProbeTests.Settings(_server.ConnectionString) with { HealthQuery = new SensitiveText("SELECT count(*) FROM locked") }), TimeSpan.FromSeconds(20));

        Assert.Equal(HealthStatus.Unhealthy, health.Check("query").Status);
        Assert.Contains("a lock was not had within 1 s", health.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sessions_are_counted_by_what_they_do()
    {
        await using NpgsqlConnection idle = await _server.OpenAsync();
        await using NpgsqlConnection waiting = await _server.OpenAsync();
        await using NpgsqlConnection broken = await _server.OpenAsync();
        await using NpgsqlConnection working = await _server.OpenAsync();
        await RunAsync(waiting, "BEGIN");
        await RunAsync(broken, "BEGIN");
        await Assert.ThrowsAsync<PostgresException>(() => RunAsync(broken, "SELECT no_such_column"));
        using var enough = new CancellationTokenSource();
        await using var sleep = new NpgsqlCommand("SELECT pg_sleep(60)", working);
        Task sleeping = sleep.ExecuteNonQueryAsync(enough.Token);

        // The probe is one of the active ones itself.
        ComponentHealth health = await UntilAsync(found => found.Metrics is PostgreSqlMetrics { Connections: 5, ActiveConnections: 2 });

        var metrics = (PostgreSqlMetrics)health.Metrics!;
        Assert.Equal((1, 2), (metrics.IdleConnections, metrics.IdleInTransactionConnections));
        Assert.Equal(100.0 * 5 / 27, metrics.ConnectionsPercent!.Value, 1e-9);
        await enough.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sleeping);
    }

    [Fact]
    public async Task An_orphaned_prepared_transaction_and_an_inactive_slot_are_told()
    {
        await _server.ExecuteAsync("CREATE TABLE t (id int)", "SELECT pg_create_logical_replication_slot('forgotten', 'test_decoding')", "BEGIN; INSERT INTO t VALUES (1); PREPARE TRANSACTION 'orphan'", "INSERT INTO t SELECT generate_series(1, 1000)");

        ComponentHealth health = await ProbeAsync(new DatabaseThresholds { PreparedTransaction = new Threshold(Critical: 0), RetainedWal = new Threshold(Warning: 1) });
        await _server.ExecuteAsync("ROLLBACK PREPARED 'orphan'", "SELECT pg_drop_replication_slot('forgotten')");
        ComponentHealth mended = await ProbeAsync();

        Assert.Equal(HealthStatus.Unhealthy, health.Check("prepared.oldest").Status);
        Assert.Contains("ROLLBACK PREPARED", health.Check("prepared.oldest").Message, StringComparison.Ordinal);
        Assert.Equal(HealthStatus.Degraded, health.Check("slots.retained").Status);
        var metrics = (PostgreSqlMetrics)health.Metrics!;
        Assert.Equal((1, 1), (metrics.InactiveSlots, metrics.PreparedTransactions));
        Assert.True(metrics.RetainedWalBytes > 1000);
        Assert.Equal("no inactive replication slots", mended.Check("slots.retained").Message);
        Assert.Equal("no prepared transactions", mended.Check("prepared.oldest").Message);
    }

    [Fact]
    public async Task Archiving_is_unhealthy_as_long_as_it_fails()
    {
        await _server.ExecuteAsync("ALTER SYSTEM SET archive_command = 'false'", "SELECT pg_reload_conf()", "CREATE TABLE w (id int)", "SELECT pg_switch_wal()");
        ComponentHealth health = await UntilAsync(found => found.Metrics is PostgreSqlMetrics { ArchivingFails: true });
        await _server.ExecuteAsync("ALTER SYSTEM SET archive_command = 'true'", "SELECT pg_reload_conf()", "INSERT INTO w VALUES (1)", "SELECT pg_switch_wal()");
        ComponentHealth mended = await UntilAsync(found => found.Metrics is PostgreSqlMetrics { ArchivingFails: false });

        Assert.Equal(HealthStatus.Unhealthy, health.Check("archiving").Status);
        Assert.Equal(HealthStatus.Unhealthy, health.Status);
        Assert.Contains("archive_command", health.Check("archiving").Message, StringComparison.Ordinal);
        Assert.Matches("last at [0-9A-F]{24}", health.Check("archiving").Message);
        Assert.Equal(HealthStatus.Healthy, mended.Check("archiving").Status);
    }

    [Fact]
    public async Task An_index_whose_build_failed_is_named()
    {
        await _server.ExecuteAsync("CREATE TABLE doubles (id int)", "INSERT INTO doubles VALUES (1), (1)");
        await Assert.ThrowsAsync<PostgresException>(() => _server.ExecuteAsync("CREATE UNIQUE INDEX CONCURRENTLY broken_index ON doubles (id)"));

        ComponentHealth health = await ProbeAsync();
        await _server.ExecuteAsync("DROP TABLE doubles");

        Assert.Equal(["broken_index"], ((PostgreSqlMetrics)health.Metrics!).InvalidIndexes);
        Assert.Equal(HealthStatus.Degraded, health.Check("indexes.invalid").Status);
    }

    [Theory]
    [InlineData("CREATE INDEX CONCURRENTLY new_index ON growing (id)")]
    [InlineData("REINDEX TABLE CONCURRENTLY growing")]
    public async Task An_index_that_is_being_built_is_not_called_broken_whoever_looks(string build)
    {
        await _server.ExecuteAsync("CREATE TABLE growing (id int)", "CREATE INDEX old_index ON growing (id)");
        await using Role role = await Role.CreateAsync(_server);
        await using NpgsqlConnection writer = await _server.OpenAsync();
        await using NpgsqlConnection builder = await _server.OpenAsync();
        await RunAsync(writer, "BEGIN; INSERT INTO growing VALUES (1)");
        Task building = RunAsync(builder, build);
        await Eventually.TrueAsync(async () => await CountAsync("SELECT count(*) FROM pg_index WHERE NOT indisvalid AND indrelid = 'growing'::regclass") == 1, "the index is being built");

        ComponentHealth administrator = await ProbeAsync();
        ComponentHealth anybody = await Probing.RunAsync(new PostgreSqlProbe(PostgreSqlProbeTests.Settings(role.ConnectionString)));
        await RunAsync(writer, "COMMIT");
        await building;
        await _server.ExecuteAsync("DROP TABLE growing");

        Assert.Equal("no invalid indexes", administrator.Check("indexes.invalid").Message);
        Assert.Equal("no invalid indexes", anybody.Check("indexes.invalid").Message);
    }

    [Fact]
    public async Task A_partitioned_index_without_its_parts_yet_is_not_called_broken()
    {
        await _server.ExecuteAsync("CREATE TABLE parts (id int) PARTITION BY RANGE (id)", "CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (1) TO (10)", "CREATE INDEX whole_index ON ONLY parts (id)");
        Assert.Equal(1, await CountAsync("SELECT count(*) FROM pg_index WHERE NOT indisvalid AND indexrelid = 'whole_index'::regclass"));

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

    private Task<ComponentHealth> UntilAsync(Func<ComponentHealth, bool> condition, DatabaseThresholds? thresholds = null) => Looking.UntilAsync(() => ProbeAsync(thresholds), condition);

    private async Task<long> CountAsync(string sql)
    {
        await using NpgsqlConnection connection = await _server.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync())!;
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

    public sealed class Cluster : IAsyncLifetime
    {
        public PostgreSqlServer Server { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Server = await PostgreSqlServer.StartAsync("archive_mode=on", "deadlock_timeout=50ms");

        public ValueTask DisposeAsync() => Server.DisposeAsync();
    }
}
