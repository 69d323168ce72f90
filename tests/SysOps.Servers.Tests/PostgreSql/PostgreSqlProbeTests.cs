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
        Assert.InRange(metrics.Connections!.Value, 1, 27);
        Assert.Equal(27, metrics.MaxConnections);
        Assert.InRange(metrics.SizeBytes!.Value, 1_000_000, 1_000_000_000);
        Assert.InRange(metrics.Uptime!.Value, TimeSpan.Zero, TimeSpan.FromHours(1));
        Assert.StartsWith("PostgreSQL ", health.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stopped_server_is_unhealthy_and_the_message_says_that_nothing_listens()
    {
        int port = FreePort.Find();

        ComponentHealth health = await Probing.RunAsync(new PostgreSqlProbe(Settings($"Host=127.0.0.1;Port={port};Username=x;Database=y")));

        Assert.Equal(HealthStatus.Unhealthy, health.Status);
        Assert.Null(health.Latency);
        Assert.Equal($"127.0.0.1:{port}/y refused the connection: nothing listens there. Start PostgreSQL, or check host and port.", health.Error);
        Assert.Equal("connect", Assert.Single(health.Alerts).Type);
    }

    [Fact]
    public async Task A_wrong_password_is_unhealthy_and_is_shown_nowhere()
    {
        PostgreSqlServer server = await servers.PostgreSqlAsync();
        const string Wrong = "not-the-password-of-this-server";

        ComponentHealth health = await Probing.RunAsync(new PostgreSqlProbe(Settings(new NpgsqlConnectionStringBuilder(server.ConnectionString) { Password = Wrong }.ConnectionString)));

        Assert.Equal(HealthStatus.Unhealthy, health.Status);
        Assert.Contains("refused the password of 'tester'", health.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Wrong, health.ToString() + health.Error + string.Concat(health.Checks.Select(check => check.Message)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_database_and_an_unknown_host_each_have_their_message()
    {
        PostgreSqlServer server = await servers.PostgreSqlAsync();

        ComponentHealth missing = await Probing.RunAsync(new PostgreSqlProbe(Settings(new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = "no_such" }.ConnectionString)));
        ComponentHealth unknown = await Probing.RunAsync(new PostgreSqlProbe(Settings("Host=no-such-host.invalid;Username=x")));

        Assert.Contains("database \"no_such\" does not exist", missing.Error, StringComparison.Ordinal);
        Assert.Contains("host name 'no-such-host.invalid' cannot be resolved", unknown.Error, StringComparison.Ordinal);
        Assert.Equal([HealthStatus.Unhealthy, HealthStatus.Unhealthy], [missing.Status, unknown.Status]);
    }

    [Fact]
    public async Task Too_many_connections_are_unhealthy_with_what_to_do()
    {
        PostgreSqlServer server = await servers.PostgreSqlAsync();
        await using Role role = await Role.CreateAsync(server, "CONNECTION LIMIT 1");
        await using var taken = new NpgsqlConnection(role.ConnectionString);
        await taken.OpenAsync(TestContext.Current.CancellationToken);

        ComponentHealth health = await Probing.RunAsync(new PostgreSqlProbe(Settings(role.ConnectionString)));

        Assert.Equal(HealthStatus.Unhealthy, health.Status);
        Assert.Contains("takes no more connections", health.Error, StringComparison.Ordinal);
        Assert.Contains("pooler", health.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_without_rights_sees_the_rest_and_is_told_the_grant_for_what_is_hidden()
    {
        PostgreSqlServer server = await servers.PostgreSqlAsync();
        await using Role role = await Role.CreateAsync(server);

        ComponentHealth health = await Probing.RunAsync(new PostgreSqlProbe(Settings(role.ConnectionString)));
        ComponentHealth demanding = await Probing.RunAsync(new PostgreSqlProbe(Settings(role.ConnectionString) with { RequiredChecks = ["transactions.oldest"] }));

        Assert.Equal(HealthStatus.Healthy, health.Status);
        HealthCheck hidden = health.Check("transactions.oldest");
        Assert.Equal(HealthStatus.Unknown, hidden.Status);
        Assert.Contains($"GRANT pg_monitor TO \"{role.Name}\"", hidden.Message, StringComparison.Ordinal);
        Assert.Contains($"GRANT pg_read_all_settings TO \"{role.Name}\"", health.Check("volume.used").Message, StringComparison.Ordinal);
        Assert.Equal(HealthStatus.Healthy, health.Check("connections.used").Status);
        Assert.Equal(HealthStatus.Unknown, demanding.Status);
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

    [Fact]
    public async Task Every_host_of_the_connection_string_is_reported()
    {
        PostgreSqlServer server = await servers.PostgreSqlAsync();
        int nobody = FreePort.Find();
        string both = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Host = $"127.0.0.1:{nobody},127.0.0.1:{server.Port}" }.ConnectionString;

        ComponentHealth health = await Probing.RunAsync(new PostgreSqlProbe(Settings(both)));

        Assert.Equal(HealthStatus.Degraded, health.Status);
        Assert.Equal(HealthStatus.Healthy, health.Check($"server@127.0.0.1:{server.Port}/postgres").Status);
        Assert.Contains("refused the connection", health.Check($"server@127.0.0.1:{nobody}/postgres").Message, StringComparison.Ordinal);
        Assert.NotNull(health.Latency);
    }

    [Fact]
    public async Task The_socket_needs_no_password_and_tells_the_volume()
    {
        PostgreSqlServer server = await servers.PostgreSqlAsync();

        ComponentHealth health = await Probing.RunAsync(new PostgreSqlProbe(Settings($"Host={server.SocketFolder};Port={server.Port};Username=tester;Database=postgres")));

        Assert.Equal(HealthStatus.Healthy, health.Status);
        Assert.NotNull(((PostgreSqlMetrics)health.Metrics!).FreeBytes);
    }

    internal static DatabaseSettings Settings(string connectionString) => new() { ConnectionString = new SensitiveText(connectionString), BaseFolder = "/" };
}
