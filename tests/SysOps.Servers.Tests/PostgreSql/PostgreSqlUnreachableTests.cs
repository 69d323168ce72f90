using System.Diagnostics;
using Npgsql;
using SysOps.Health;
using SysOps.Health.Databases;
using SysOps.Testing;
using SysOps.Testing.Network;
using SysOps.Testing.Servers;

namespace SysOps.Servers.Tests.PostgreSql;

/// <summary>Servers that cannot be reached or let nobody in: what is said, and that it costs no more than its time limit.</summary>
public sealed class PostgreSqlUnreachableTests(TestServers servers)
{
    [Fact]
    public async Task A_stopped_server_is_unhealthy_and_the_message_says_that_nothing_listens()
    {
        int port = FreePort.Find();

        ComponentHealth health = await Probing.RunAsync(new PostgreSqlProbe(PostgreSqlProbeTests.Settings($"Host=127.0.0.1;Port={port};Username=x;Database=y")));

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

        ComponentHealth health = await Probing.RunAsync(new PostgreSqlProbe(PostgreSqlProbeTests.Settings(new NpgsqlConnectionStringBuilder(server.ConnectionString) { Password = Wrong }.ConnectionString)));

        Assert.Equal(HealthStatus.Unhealthy, health.Status);
        Assert.Contains("refused the password of 'tester'", health.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Wrong, health.ToString() + health.Error + string.Concat(health.Checks.Select(check => check.Message)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_database_and_an_unknown_host_each_have_their_message()
    {
        PostgreSqlServer server = await servers.PostgreSqlAsync();

        ComponentHealth missing = await Probing.RunAsync(new PostgreSqlProbe(PostgreSqlProbeTests.Settings(new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = "no_such" }.ConnectionString)));
        ComponentHealth unknown = await Probing.RunAsync(new PostgreSqlProbe(PostgreSqlProbeTests.Settings("Host=no-such-host.invalid;Username=x")));

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

        ComponentHealth health = await Probing.RunAsync(new PostgreSqlProbe(PostgreSqlProbeTests.Settings(role.ConnectionString)));

        Assert.Equal(HealthStatus.Unhealthy, health.Status);
        Assert.Contains("takes no more connections", health.Error, StringComparison.Ordinal);
        Assert.Contains("pooler", health.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_password_and_a_server_without_the_demanded_tls_each_have_their_message()
    {
        PostgreSqlServer server = await servers.PostgreSqlAsync();

        ComponentHealth missing = await Probing.RunAsync(new PostgreSqlProbe(PostgreSqlProbeTests.Settings($"Host=127.0.0.1;Port={server.Port};Username=tester;Database=postgres")));
        ComponentHealth plain = await Probing.RunAsync(new PostgreSqlProbe(PostgreSqlProbeTests.Settings(server.ConnectionString + ";SSL Mode=Require")));

        Assert.Equal([HealthStatus.Unhealthy, HealthStatus.Unhealthy], [missing.Status, plain.Status]);
        Assert.Contains("wants a password for 'tester', and none is configured. Set database.password.", missing.Error, StringComparison.Ordinal);
        Assert.Contains("does not speak TLS, which the connection string demands", plain.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_host_of_the_connection_string_is_reported()
    {
        PostgreSqlServer server = await servers.PostgreSqlAsync();
        int nobody = FreePort.Find();
        string both = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Host = $"127.0.0.1:{nobody},127.0.0.1:{server.Port}" }.ConnectionString;

        ComponentHealth health = await Probing.RunAsync(new PostgreSqlProbe(PostgreSqlProbeTests.Settings(both)));

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

        ComponentHealth alone = await Probing.RunAsync(new PostgreSqlProbe(PostgreSqlProbeTests.Settings($"Host=127.0.0.1;Port={hole.Port};Username=x;Database=y")), TimeSpan.FromSeconds(2));
        ComponentHealth one = await Probing.RunAsync(new PostgreSqlProbe(PostgreSqlProbeTests.Settings(both)), TimeSpan.FromSeconds(2));

        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(15));
        Assert.Equal(HealthStatus.Unhealthy, alone.Status);
        Assert.Equal($"No answer within 2 s while connecting to 127.0.0.1:{hole.Port}/y.", alone.Error);
        Assert.Equal(HealthStatus.Degraded, one.Status);
        Assert.Contains($"127.0.0.1:{hole.Port}/postgres did not answer within", one.Check($"server@127.0.0.1:{hole.Port}/postgres").Message, StringComparison.Ordinal);
        Assert.Equal(HealthStatus.Healthy, one.Check("query").Status);
        await Eventually.TrueAsync(() => hole.Open == 0, "no connection to the black hole is left");
    }
}
