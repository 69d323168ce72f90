using Npgsql;
using SysOps.Health;
using SysOps.Health.Databases;
using SysOps.Testing;
using SysOps.Testing.Servers;

namespace SysOps.Servers.Tests.PostgreSql;

/// <summary>A primary and a streaming standby.</summary>
public sealed class PostgreSqlReplicationTests : IAsyncLifetime
{
    private PostgreSqlServer _primary = null!;
    private PostgreSqlServer _standby = null!;

    public async ValueTask InitializeAsync()
    {
        _primary = await PostgreSqlServer.StartAsync("archive_mode=on", "archive_command=true");
        _standby = await _primary.StartStandbyAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _standby.DisposeAsync();
        await _primary.DisposeAsync();
    }

    [Fact]
    public async Task A_standby_is_behind_by_nothing_or_by_its_delay_and_both_hosts_are_told()
    {
        await _primary.ExecuteAsync("CREATE TABLE replicated (id int)");
        ComponentHealth idle = await UntilAsync(_standby, found => found.Metrics is PostgreSqlMetrics { IsReceiving: true, ReplicationLag.Ticks: 0 });
        string both = new NpgsqlConnectionStringBuilder(_primary.ConnectionString) { Host = $"127.0.0.1:{_standby.Port},127.0.0.1:{_primary.Port}" }.ConnectionString;
        ComponentHealth pair = await Probing.RunAsync(new PostgreSqlProbe(PostgreSqlProbeTests.Settings(both)));

        Assert.Equal(HealthStatus.Healthy, idle.Status);
        Assert.True(((PostgreSqlMetrics)idle.Metrics!).InRecovery);
        Assert.Equal(HealthStatus.Healthy, idle.Check("replication.receiver").Status);
        Assert.Null(((PostgreSqlMetrics)idle.Metrics).ArchivingFails);
        Assert.Equal(HealthStatus.Healthy, pair.Status);
        Assert.Contains(": standby, ", pair.Check($"server@127.0.0.1:{_standby.Port}/postgres").Message, StringComparison.Ordinal);
        Assert.Contains(": primary, ", pair.Check($"server@127.0.0.1:{_primary.Port}/postgres").Message, StringComparison.Ordinal);
        Assert.Equal(HealthStatus.Healthy, pair.Check($"replication.lag@127.0.0.1:{_standby.Port}/postgres").Status);
        var metrics = (PostgreSqlMetrics)pair.Metrics!;
        Assert.Equal((false, true), (metrics.InRecovery, Assert.Single(metrics.OtherServers).InRecovery));

        // Received and not replayed: now there is something to be behind by.
        await _standby.ExecuteAsync("SELECT pg_wal_replay_pause()");
        await _primary.ExecuteAsync("INSERT INTO replicated VALUES (1)");
        ComponentHealth behind = await UntilAsync(_standby, found => found.Metrics is PostgreSqlMetrics { ReplicationLag.Ticks: > 0 });
        Assert.Contains("behind", behind.Check("replication.lag").Message, StringComparison.Ordinal);

        await _primary.StopAsync();
        ComponentHealth lost = await UntilAsync(_standby, found => found.Metrics is PostgreSqlMetrics { IsReceiving: false });
        Assert.Equal(HealthStatus.Degraded, lost.Check("replication.receiver").Status);
        ComponentHealth headless = await Probing.RunAsync(new PostgreSqlProbe(PostgreSqlProbeTests.Settings(both)));
        Assert.Equal(HealthStatus.Unhealthy, headless.Status);
        Assert.Equal("None of the servers is a primary: nothing can be written.", headless.Message);
    }

    private static Task<ComponentHealth> UntilAsync(PostgreSqlServer server, Func<ComponentHealth, bool> condition) =>
        Looking.UntilAsync(() => Probing.RunAsync(new PostgreSqlProbe(PostgreSqlProbeTests.Settings(server.ConnectionString))), condition);
}
