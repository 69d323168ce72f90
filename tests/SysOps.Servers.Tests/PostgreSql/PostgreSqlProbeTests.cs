using System.Globalization;
using Npgsql;
using SysOps.Health;
using SysOps.Health.Databases;
using SysOps.Settings;
using SysOps.Testing;
using SysOps.Testing.Servers;

namespace SysOps.Servers.Tests.PostgreSql;

public sealed class PostgreSqlProbeTests(TestServers servers)
{
    [Fact]
    public async Task A_healthy_server_is_told_with_its_figures()
    {
        PostgreSqlServer server = await servers.PostgreSqlAsync();

        ComponentHealth health = await Probing.RunAsync(new PostgreSqlProbe(Settings(server.ConnectionString) with { HealthQuery = new SensitiveText("SELECT 41 + 1") }));

        Assert.Equal(HealthStatus.Healthy, health.Status);
        Assert.Null(health.Error);
        Assert.Empty(health.Alerts);
        Assert.InRange(health.Latency!.Value, TimeSpan.FromTicks(1), TimeSpan.FromSeconds(5));
        var metrics = Assert.IsType<PostgreSqlMetrics>(health.Metrics);
        Assert.Equal("42", metrics.QueryResult);
        Assert.False(metrics.InRecovery);
        Assert.True(metrics.SeesAllSessions);
        (int most, int reserved) = await LimitsAsync(server);
        Assert.InRange(metrics.Connections!.Value, 1, most);
        Assert.Equal((most, reserved), (metrics.MaxConnections, metrics.ReservedConnections));
        Assert.Equal(100.0 * metrics.Connections.Value / (most - reserved), metrics.ConnectionsPercent!.Value, 1e-9);
        Assert.Equal(HealthStatus.Healthy, health.Check("query").Status);
        Assert.InRange(metrics.BufferHitPercent!.Value, 1, 100);
        Assert.Null(health.Check("buffers.hit").Threshold);
        Assert.Equal(0, metrics.ChecksumFailures);
        Assert.Null(metrics.ReplicationLag);
        Assert.Null(metrics.ArchivingFails);
        Assert.InRange(metrics.SizeBytes!.Value, 1_000_000, 1_000_000_000);
        Assert.InRange(metrics.Uptime!.Value, TimeSpan.Zero, TimeSpan.FromHours(1));
        Assert.StartsWith("PostgreSQL ", health.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_health_query_can_only_read_and_one_that_fails_is_unhealthy()
    {
        PostgreSqlServer server = await servers.PostgreSqlAsync();

        ComponentHealth writing = await Probing.RunAsync(new PostgreSqlProbe(Settings(server.ConnectionString) with { HealthQuery = new SensitiveText("CREATE TABLE must_not_be (id int)") }));
        ComponentHealth missing = await Probing.RunAsync(new PostgreSqlProbe(Settings(server.ConnectionString) with { HealthQuery = new SensitiveText("SELECT count(*) FROM no_such_table") }));

        Assert.Contains("cannot execute CREATE TABLE in a read-only transaction", writing.Error, StringComparison.Ordinal);
        Assert.Contains("relation \"no_such_table\" does not exist", missing.Error, StringComparison.Ordinal);
        Assert.Equal(HealthStatus.Unhealthy, missing.Check("query").Status);
        Assert.Equal(HealthStatus.Healthy, missing.Check("connections.used").Status);
    }

    [Fact]
    public async Task A_slow_health_query_degrades_and_one_beyond_the_limit_is_given_up_by_the_server()
    {
        PostgreSqlServer server = await servers.PostgreSqlAsync();
        DatabaseSettings slow = Settings(server.ConnectionString) with { HealthQuery = new SensitiveText("SELECT pg_sleep(0.2)"), Thresholds = new DatabaseThresholds { Query = new Threshold(Warning: 0.1) } };

        ComponentHealth degraded = await Probing.RunAsync(new PostgreSqlProbe(slow));
        ComponentHealth endless = await Probing.RunAsync(new PostgreSqlProbe(slow with { HealthQuery = new SensitiveText("SELECT pg_sleep(60)") }), TimeSpan.FromSeconds(1));

        Assert.Equal(HealthStatus.Degraded, degraded.Status);
        Assert.Equal(AlertSeverity.Warning, Assert.Single(degraded.Alerts).Severity);
        Assert.Equal(HealthStatus.Unhealthy, endless.Status);
        Assert.Contains("gave the query up", endless.Error, StringComparison.Ordinal);
        await using NpgsqlConnection connection = await server.OpenAsync();
        await using var running = new NpgsqlCommand("SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%pg_sleep(60)%' AND pid <> pg_backend_pid() AND state = 'active'", connection);
        Assert.Equal(0L, await running.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_session_only_reads_tells_its_name_and_has_the_remaining_time_as_its_limit()
    {
        PostgreSqlServer server = await servers.PostgreSqlAsync();
        const string Query = "SELECT concat_ws('|', current_setting('transaction_read_only'), current_setting('application_name'), current_setting('lock_timeout'), (SELECT setting FROM pg_settings WHERE name = 'statement_timeout'))";

        ComponentHealth health = await Probing.RunAsync(new PostgreSqlProbe(Settings(server.ConnectionString) with { HealthQuery = new SensitiveText(Query) }), TimeSpan.FromSeconds(20));

        string[] parts = ((PostgreSqlMetrics)health.Metrics!).QueryResult!.Split('|');
        Assert.Equal(["on", "SysOps", "1s"], parts[..3]);
        Assert.InRange(int.Parse(parts[3], CultureInfo.InvariantCulture), 1000, 18_000);
    }

    [Fact]
    public async Task One_connection_is_enough()
    {
        PostgreSqlServer server = await servers.PostgreSqlAsync();
        await using Role role = await Role.CreateAsync(server, "CONNECTION LIMIT 1");

        ComponentHealth health = await Probing.RunAsync(new PostgreSqlProbe(Settings(role.ConnectionString) with { HealthQuery = new SensitiveText("SELECT 1") }));

        Assert.Equal(HealthStatus.Healthy, health.Status);
        Assert.NotNull(((PostgreSqlMetrics)health.Metrics!).SizeBytes);
    }

    [Fact]
    public async Task A_hundred_runs_leave_no_connection()
    {
        PostgreSqlServer server = await servers.PostgreSqlAsync();
        await using Role role = await Role.CreateAsync(server);

        for (int run = 0; run < 100; run++)
        {
            Assert.Null((await Probing.RunAsync(new PostgreSqlProbe(Settings(role.ConnectionString)))).Error);
        }

        await using NpgsqlConnection connection = await server.OpenAsync();
        await Eventually.TrueAsync(
            () =>
            {
                using var left = new NpgsqlCommand("SELECT count(*) FROM pg_stat_activity WHERE usename = @name", connection) { Parameters = { new NpgsqlParameter("name", role.Name) } };
                return left.ExecuteScalar() is 0L;
            },
            "no connection of the probes is left");
    }

    private static async Task<(int Most, int Reserved)> LimitsAsync(PostgreSqlServer server)
    {
        await using NpgsqlConnection connection = await server.OpenAsync();
        await using var limits = new NpgsqlCommand("SELECT current_setting('max_connections')::int, current_setting('superuser_reserved_connections')::int", connection);
        await using NpgsqlDataReader reader = await limits.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        Assert.True(await reader.ReadAsync(TestContext.Current.CancellationToken));
        return (reader.GetInt32(0), reader.GetInt32(1));
    }

    internal static DatabaseSettings Settings(string connectionString) => new() { ConnectionString = new SensitiveText(connectionString), BaseFolder = "/" };
}
