using SysOps.Health;
using SysOps.Health.Caches;
using SysOps.Settings;

namespace SysOps.Core.Tests.Health.Caches;

/// <summary>From what INFO says to figures and checks, with the limits that hold when none is configured.</summary>
public sealed class RedisRuleTests
{
    private const string Sound = "redis_version:7.0.15\r\nrole:master\r\nused_memory:100\r\nmaxmemory:0\r\nmaxmemory_policy:noeviction\r\nconnected_clients:1\r\nmaxclients:100\r\nkeyspace_hits:0\r\nkeyspace_misses:0\r\n";

    [Theory]
    [InlineData("memory", "maxmemory:125", HealthStatus.Healthy)]
    [InlineData("memory", "maxmemory:124", HealthStatus.Degraded)]
    [InlineData("memory", "maxmemory:105", HealthStatus.Unhealthy)]
    [InlineData("memory", "maxmemory:100\nmaxmemory_policy:allkeys-lru", HealthStatus.Healthy)]
    [InlineData("clients", "connected_clients:80", HealthStatus.Healthy)]
    [InlineData("clients", "connected_clients:81", HealthStatus.Degraded)]
    [InlineData("clients", "connected_clients:96", HealthStatus.Unhealthy)]
    [InlineData("memory.fragmentation", "mem_fragmentation_ratio:40.5", HealthStatus.Healthy)]
    [InlineData("hits", "keyspace_misses:10", HealthStatus.Healthy)]
    [InlineData("persistence", "rdb_last_bgsave_status:ok\naof_last_write_status:ok\naof_last_bgrewrite_status:ok", HealthStatus.Healthy)]
    [InlineData("persistence", "rdb_last_bgsave_status:err", HealthStatus.Unhealthy)]
    [InlineData("persistence", "rdb_last_bgsave_status:ok\naof_last_write_status:err", HealthStatus.Unhealthy)]
    [InlineData("persistence", "rdb_last_bgsave_status:ok\naof_last_bgrewrite_status:err", HealthStatus.Unhealthy)]
    [InlineData("replication.link", "role:slave\nmaster_link_status:up", HealthStatus.Healthy)]
    [InlineData("replication.link", "role:slave\nmaster_link_status:down\nmaster_sync_in_progress:1", HealthStatus.Degraded)]
    [InlineData("replication.link", "role:slave\nmaster_link_status:down\nmaster_sync_in_progress:0", HealthStatus.Unhealthy)]
    [InlineData("replication.lag", "role:slave\nmaster_link_status:up\nmaster_last_io_seconds_ago:30", HealthStatus.Healthy)]
    [InlineData("replication.lag", "role:slave\nmaster_link_status:up\nmaster_last_io_seconds_ago:31", HealthStatus.Degraded)]
    [InlineData("replication.lag", "role:slave\nmaster_link_status:up\nmaster_last_io_seconds_ago:301", HealthStatus.Unhealthy)]
    public void A_figure_is_judged_by_its_default_limit(string check, string changes, HealthStatus expected)
    {
        RedisMetrics metrics = Read(Sound + changes);

        Assert.Equal(expected, Assert.Single(RedisRule.Judge(metrics, new CacheThresholds()), found => found.Name == check).Status);
    }

    [Fact]
    public void Without_a_limit_of_memory_or_any_lookup_there_is_no_share_of_them()
    {
        RedisMetrics metrics = Read(Sound);

        Assert.Equal((100, null, null), (metrics.UsedMemoryBytes, metrics.MaxMemoryBytes, metrics.MemoryPercent));
        Assert.Null(metrics.HitPercent);
        Assert.Equal(75, Read(Sound + "keyspace_hits:3\nkeyspace_misses:1").HitPercent);
        Assert.Equal("used, no limit set", RedisRule.Judge(metrics, new CacheThresholds())[0].Message[^18..]);
    }

    [Fact]
    public void A_tenth_of_a_second_is_the_limit_of_ping_and_round_trip()
    {
        var limits = new CacheThresholds();

        Assert.Equal((0.1, 0.1), (limits.Ping.Warning, limits.RoundTrip.Warning));
        Assert.Equal(HealthStatus.Healthy, Judgement.High("roundtrip", 0.1, Units.Seconds, limits.RoundTrip, "").Status);
        Assert.Equal(HealthStatus.Degraded, Judgement.High("roundtrip", 0.101, Units.Seconds, limits.RoundTrip, "").Status);
    }

    private static RedisMetrics Read(string info) => RedisFigures.Of(RedisInfo.Parse(info), new RedisMetrics { Endpoint = "cache:6379" });
}
