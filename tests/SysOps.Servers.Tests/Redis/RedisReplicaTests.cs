using SysOps.Health;
using SysOps.Health.Caches;
using SysOps.Testing;
using SysOps.Testing.Servers;

namespace SysOps.Servers.Tests.Redis;

/// <summary>A primary and its replica.</summary>
public sealed class RedisReplicaTests
{
    [Fact]
    public async Task A_replica_is_not_written_to_and_one_that_lost_its_primary_is_unhealthy()
    {
        await using RedisServer primary = await RedisServer.StartAsync();
        await using RedisServer replica = await RedisServer.StartAsync($"replicaof 127.0.0.1 {primary.Port}");
        ComponentHealth linked = await Looking.UntilAsync(() => Probing.RunAsync(new RedisProbe(RedisProbeTests.Settings(replica.Address))), health => health.Metrics is RedisMetrics { PrimaryLinkUp: true });

        await primary.StopAsync();
        ComponentHealth lost = await Looking.UntilAsync(() => Probing.RunAsync(new RedisProbe(RedisProbeTests.Settings(replica.Address))), health => health.Metrics is RedisMetrics { PrimaryLinkUp: false });

        Assert.Equal("nothing was written: this is a replica", linked.Check("roundtrip").Message);
        Assert.Equal($"connected to the primary 127.0.0.1:{primary.Port}", linked.Check("replication.link").Message);
        Assert.Equal(HealthStatus.Unhealthy, lost.Check("replication.link").Status);
        Assert.Equal(HealthStatus.Unhealthy, lost.Status);
    }

    [Fact]
    public async Task Every_server_of_the_connection_string_is_reported()
    {
        await using RedisServer primary = await RedisServer.StartAsync();
        await using RedisServer replica = await RedisServer.StartAsync($"replicaof 127.0.0.1 {primary.Port}");
        await Looking.UntilAsync(() => Probing.RunAsync(new RedisProbe(RedisProbeTests.Settings(replica.Address))), health => health.Metrics is RedisMetrics { PrimaryLinkUp: true });
        int nobody = FreePort.Find();

        ComponentHealth health = await Probing.RunAsync(new RedisProbe(RedisProbeTests.Settings($"{primary.Address},{replica.Address},127.0.0.1:{nobody}")));

        Assert.Equal(HealthStatus.Degraded, health.Status);
        Assert.Equal(HealthStatus.Healthy, health.Check($"roundtrip@{primary.Address}").Status);
        Assert.Contains("replica", health.Check($"roundtrip@{replica.Address}").Message, StringComparison.Ordinal);
        Assert.Contains("nothing listens", health.Check($"connect@127.0.0.1:{nobody}").Message, StringComparison.Ordinal);
        Assert.Equal(replica.Address, Assert.Single(((RedisMetrics)health.Metrics!).OtherNodes).Endpoint);
    }
}
