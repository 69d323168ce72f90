using System.Diagnostics;
using System.Globalization;
using Npgsql;
using SysOps.Health;
using SysOps.Health.Databases;
using SysOps.Settings;
using SysOps.Testing;
using SysOps.Testing.Network;
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
        Assert.InRange(metrics.Connections!.Value, 1, 30);
        Assert.Equal((30, 3), (metrics.MaxConnections, metrics.ReservedConnections));
        Assert.Equal(100.0 * metrics.Connections.Value / 27, metrics.ConnectionsPercent!.Value, 1e-9);
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
        ComponentHealth space = await Probing.RunAsync(new PostgreSqlProbe(Settings(role.ConnectionString) with { RequiredChecks = ["volume.used"] }));

        Assert.Equal(HealthStatus.Healthy, health.Status);
        HealthCheck hidden = health.Check("transactions.oldest");
        Assert.Equal(HealthStatus.Unknown, hidden.Status);
        Assert.Contains($"GRANT pg_monitor TO \"{role.Name}\"", hidden.Message, StringComparison.Ordinal);
        Assert.Contains($"GRANT pg_monitor TO \"{role.Name}\"", health.Check("volume.used").Message, StringComparison.Ordinal);
        Assert.Null(((PostgreSqlMetrics)health.Metrics!).FreeBytes);
        Assert.Empty(health.Alerts);
        Assert.Equal(HealthStatus.Healthy, health.Check("connections.used").Status);
        Assert.Equal([HealthStatus.Unknown, HealthStatus.Unknown], [demanding.Status, space.Status]);

        await server.ExecuteAsync($"GRANT pg_monitor TO {role.Name}");
        ComponentHealth granted = await Probing.RunAsync(new PostgreSqlProbe(Settings(role.ConnectionString) with { RequiredChecks = ["transactions.oldest", "volume.used"] }));
        Assert.Equal(HealthStatus.Healthy, granted.Status);
        Assert.NotNull(((PostgreSqlMetrics)granted.Metrics!).FreeBytes);
        Assert.NotNull(((PostgreSqlMetrics)granted.Metrics).IdleConnections);
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
    public async Task A_size_that_takes_too_long_or_is_forbidden_is_left_out_and_costs_a_second_at_most()
    {
        PostgreSqlServer server = await servers.PostgreSqlAsync();
        await using Role role = await Role.CreateAsync(server);
        await server.ExecuteAsync(
            $"CREATE SCHEMA slow_{role.Name}",
            $"CREATE FUNCTION slow_{role.Name}.pg_database_size(name) RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint FROM pg_sleep(60)'",
            $"GRANT USAGE ON SCHEMA slow_{role.Name} TO {role.Name}",
            $"ALTER ROLE {role.Name} SET search_path = slow_{role.Name}, pg_catalog");

        ComponentHealth slow = await Probing.RunAsync(new PostgreSqlProbe(Settings(role.ConnectionString)), TimeSpan.FromSeconds(20));
        await server.ExecuteAsync($"REVOKE EXECUTE ON FUNCTION slow_{role.Name}.pg_database_size(name) FROM PUBLIC");
        ComponentHealth forbidden = await Probing.RunAsync(new PostgreSqlProbe(Settings(role.ConnectionString)));
        ComponentHealth required = await Probing.RunAsync(new PostgreSqlProbe(Settings(role.ConnectionString) with { RequiredChecks = ["size"] }));
        await server.ExecuteAsync($"DROP SCHEMA slow_{role.Name} CASCADE");

        Assert.Equal([HealthStatus.Healthy, HealthStatus.Healthy, HealthStatus.Unknown], [slow.Status, forbidden.Status, required.Status]);
        Assert.Equal(HealthStatus.Unknown, slow.Check("size").Status);
        Assert.Contains("gave the query up", slow.Check("size").Message, StringComparison.Ordinal);
        Assert.Contains($"permission denied for function pg_database_size. Grant it to '{role.Name}'.", forbidden.Check("size").Message, StringComparison.Ordinal);
        Assert.Equal(HealthStatus.Healthy, slow.Check("indexes.invalid").Status);
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
    public async Task A_black_hole_costs_its_time_limit_and_does_not_hide_the_other_host()
    {
        PostgreSqlServer server = await servers.PostgreSqlAsync();
        await using var hole = new SilentListener();
        string both = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Host = $"127.0.0.1:{hole.Port},127.0.0.1:{server.Port}" }.ConnectionString;
        var watch = Stopwatch.StartNew();

        ComponentHealth alone = await Probing.RunAsync(new PostgreSqlProbe(Settings($"Host=127.0.0.1;Port={hole.Port};Username=x;Database=y")), TimeSpan.FromSeconds(2));
        ComponentHealth one = await Probing.RunAsync(new PostgreSqlProbe(Settings(both)), TimeSpan.FromSeconds(2));

        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(15));
        Assert.Equal(HealthStatus.Unhealthy, alone.Status);
        Assert.Equal($"No answer within 2 s while connecting to 127.0.0.1:{hole.Port}/y.", alone.Error);
        Assert.Equal(HealthStatus.Degraded, one.Status);
        Assert.Contains($"127.0.0.1:{hole.Port}/postgres did not answer within", one.Check($"server@127.0.0.1:{hole.Port}/postgres").Message, StringComparison.Ordinal);
        Assert.Equal(HealthStatus.Healthy, one.Check("query").Status);
        await Eventually.TrueAsync(() => hole.Open == 0, "no connection to the black hole is left");
    }

    [Fact]
    public async Task A_missing_password_and_a_server_without_the_demanded_tls_each_have_their_message()
    {
        PostgreSqlServer server = await servers.PostgreSqlAsync();

        ComponentHealth missing = await Probing.RunAsync(new PostgreSqlProbe(Settings($"Host=127.0.0.1;Port={server.Port};Username=tester;Database=postgres")));
        ComponentHealth plain = await Probing.RunAsync(new PostgreSqlProbe(Settings(server.ConnectionString + ";SSL Mode=Require")));

        Assert.Equal([HealthStatus.Unhealthy, HealthStatus.Unhealthy], [missing.Status, plain.Status]);
        Assert.Contains("wants a password for 'tester', and none is configured. Set database.password.", missing.Error, StringComparison.Ordinal);
        Assert.Contains("does not speak TLS, which the connection string demands", plain.Error, StringComparison.Ordinal);
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
