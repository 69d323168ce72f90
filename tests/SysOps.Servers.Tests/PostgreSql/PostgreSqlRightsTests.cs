using Npgsql;
using SysOps.Health;
using SysOps.Health.Databases;
using SysOps.Testing;
using SysOps.Testing.Servers;

namespace SysOps.Servers.Tests.PostgreSql;

/// <summary>What may not be seen, or not from here, is told with what would help, and hides nothing else.</summary>
public sealed class PostgreSqlRightsTests(TestServers servers)
{
    [Fact]
    public async Task A_user_without_rights_sees_the_rest_and_is_told_the_grant_for_what_is_hidden()
    {
        PostgreSqlServer server = await servers.PostgreSqlAsync();
        await using Role role = await Role.CreateAsync(server);

        ComponentHealth health = await Probing.RunAsync(new PostgreSqlProbe(PostgreSqlProbeTests.Settings(role.ConnectionString)));
        ComponentHealth demanding = await Probing.RunAsync(new PostgreSqlProbe(PostgreSqlProbeTests.Settings(role.ConnectionString) with { RequiredChecks = ["transactions.oldest"] }));
        ComponentHealth space = await Probing.RunAsync(new PostgreSqlProbe(PostgreSqlProbeTests.Settings(role.ConnectionString) with { RequiredChecks = ["volume.used"] }));

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
        ComponentHealth granted = await Probing.RunAsync(new PostgreSqlProbe(PostgreSqlProbeTests.Settings(role.ConnectionString) with { RequiredChecks = ["transactions.oldest", "volume.used"] }));
        Assert.Equal(HealthStatus.Healthy, granted.Status);
        Assert.NotNull(((PostgreSqlMetrics)granted.Metrics!).FreeBytes);
        Assert.NotNull(((PostgreSqlMetrics)granted.Metrics).IdleConnections);
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

        ComponentHealth slow = await Probing.RunAsync(new PostgreSqlProbe(PostgreSqlProbeTests.Settings(role.ConnectionString)), TimeSpan.FromSeconds(20));
        await server.ExecuteAsync($"REVOKE EXECUTE ON FUNCTION slow_{role.Name}.pg_database_size(name) FROM PUBLIC");
        ComponentHealth forbidden = await Probing.RunAsync(new PostgreSqlProbe(PostgreSqlProbeTests.Settings(role.ConnectionString)));
        ComponentHealth required = await Probing.RunAsync(new PostgreSqlProbe(PostgreSqlProbeTests.Settings(role.ConnectionString) with { RequiredChecks = ["size"] }));
        await server.ExecuteAsync($"DROP SCHEMA slow_{role.Name} CASCADE");

        Assert.Equal([HealthStatus.Healthy, HealthStatus.Healthy, HealthStatus.Unknown], [slow.Status, forbidden.Status, required.Status]);
        Assert.Equal(HealthStatus.Unknown, slow.Check("size").Status);
        Assert.Contains("gave the query up", slow.Check("size").Message, StringComparison.Ordinal);
        Assert.Contains($"permission denied for function pg_database_size. Grant it to '{role.Name}'.", forbidden.Check("size").Message, StringComparison.Ordinal);
        Assert.Equal(HealthStatus.Healthy, slow.Check("indexes.invalid").Status);
    }

    [Fact]
    public async Task A_server_that_may_be_elsewhere_is_told_without_its_volume()
    {
        PostgreSqlServer server = await servers.PostgreSqlAsync();

        // 127.0.0.1 in a form that does not look like it.
        ComponentHealth health = await Probing.RunAsync(new PostgreSqlProbe(PostgreSqlProbeTests.Settings(new NpgsqlConnectionStringBuilder(server.ConnectionString) { Host = "2130706433" }.ConnectionString)));

        Assert.Equal(HealthStatus.Healthy, health.Status);
        Assert.Equal((null, "the server is on another machine"), (((PostgreSqlMetrics)health.Metrics!).FreeBytes, ((PostgreSqlMetrics)health.Metrics).VolumeUnknown));
        Assert.Equal("The volume with the data is not known: the server is on another machine.", health.Check("volume.used").Message);
        Assert.Empty(health.Alerts);
    }

    [Fact]
    public async Task The_socket_needs_no_password_and_tells_the_volume()
    {
        PostgreSqlServer server = await servers.PostgreSqlAsync();

        ComponentHealth health = await Probing.RunAsync(new PostgreSqlProbe(PostgreSqlProbeTests.Settings($"Host={server.SocketFolder};Port={server.Port};Username=tester;Database=postgres")));

        Assert.Equal(HealthStatus.Healthy, health.Status);
        Assert.NotNull(((PostgreSqlMetrics)health.Metrics!).FreeBytes);
    }
}
