using StackExchange.Redis;
using SysOps.Health;
using SysOps.Health.Caches;
using SysOps.Servers.Redis;
using SysOps.Settings;
using SysOps.Testing;
using SysOps.Testing.Servers;

namespace SysOps.Servers.Tests.Redis;

/// <summary>Servers that answer and refuse: each for a real reason, each with a message of its own.</summary>
public sealed class RedisRefusalTests
{
    [Fact]
    public async Task A_limit_of_memory_is_told_and_a_full_server_that_does_not_evict_is_unhealthy()
    {
        await using RedisServer server = await RedisServer.StartAsync("maxmemory 3mb", "maxmemory-policy noeviction");
        ComponentHealth before = await Probing.RunAsync(new RedisProbe(Settings(server.Address)));
        await using ConnectionMultiplexer connection = await server.ConnectAsync();
        await connection.GetDatabase().ExecuteAsync("CONFIG", "SET", "maxmemory", "500kb");

        ComponentHealth full = await Probing.RunAsync(new RedisProbe(Settings(server.Address)));

        Assert.Equal(3 * 1024 * 1024, ((RedisMetrics)before.Metrics!).MaxMemoryBytes);
        Assert.InRange(((RedisMetrics)before.Metrics).MemoryPercent!.Value, 1, 99);
        Assert.Equal(HealthStatus.Unhealthy, full.Status);
        Assert.Contains("has no memory left for writes", full.Check("roundtrip").Message, StringComparison.Ordinal);
        Assert.Equal("noeviction", ((RedisMetrics)full.Metrics!).EvictionPolicy);
        Assert.Equal(HealthStatus.Unhealthy, full.Check("memory").Status);
    }

    [Fact]
    public async Task A_full_server_that_evicts_is_healthy_and_tells_what_it_evicted()
    {
        await using RedisServer server = await RedisServer.StartAsync("maxmemory 2mb", "maxmemory-policy allkeys-lru");
        await using ConnectionMultiplexer connection = await server.ConnectAsync();
        string large = new('x', 1000);
        await Task.WhenAll(Enumerable.Range(0, 3000).Select(key => connection.GetDatabase().StringSetAsync($"k{key}", large)));

        ComponentHealth health = await Probing.RunAsync(new RedisProbe(Settings(server.Address)));

        Assert.True(((RedisMetrics)health.Metrics!).EvictedKeys > 0);
        Assert.Equal(HealthStatus.Healthy, health.Check("memory").Status);
        Assert.Equal(HealthStatus.Healthy, health.Check("roundtrip").Status);
    }

    [Fact]
    public async Task A_replica_refuses_writes_with_its_own_message_and_one_that_does_not_say_what_it_is_is_not_written_to_either()
    {
        const string User = "user limited on >limited-secret ~* +ping +set +get +del +auth +client";
        await using RedisServer primary = await RedisServer.StartAsync();
        await using RedisServer replica = await RedisServer.StartAsync($"replicaof 127.0.0.1 {primary.Port}", User);
        await using ConnectionMultiplexer connection = await replica.ConnectAsync();

        var refused = await Assert.ThrowsAsync<RedisServerException>(() => connection.GetServer(replica.Address).ExecuteAsync("EVAL", "return redis.call('SET', 'k', 'v')", "0"));
        ComponentHealth health = await Probing.RunAsync(new RedisProbe(Settings($"{replica.Address},user=limited,protocol=resp2") with { Password = new LiteralSecret("limited-secret") }));

        SysOpsException described = RedisErrors.Describe(refused, replica.Address);
        Assert.Equal(($"{replica.Address} is a read-only replica.", "Point cache.connectionString to the primary."), (described.Message, described.Remedy));
        Assert.Equal("nothing was written: this is a replica", health.Check("roundtrip").Message);
    }

    [Fact]
    public async Task Writes_that_are_refused_are_told_with_their_reason()
    {
        await using RedisServer lonely = await RedisServer.StartAsync("min-replicas-to-write 1");
        await using RedisServer full = await RedisServer.StartAsync("save 3600 1");
        string taken = Path.Combine(full.Folder, "taken.rdb");
        await using (ConnectionMultiplexer connection = await full.ConnectAsync())
        {
            // Saving fails for real: there is a folder in the place of the file.
            Directory.CreateDirectory(Path.Combine(taken, "by-a-folder"));
            IDatabase database = connection.GetDatabase();
            await database.ExecuteAsync("CONFIG", "SET", "dbfilename", "taken.rdb");
            await database.StringSetAsync("k", "v");
            await database.ExecuteAsync("BGSAVE");
        }

        ComponentHealth noReplicas = await Probing.RunAsync(new RedisProbe(Settings(lonely.Address)));
        ComponentHealth misconfigured = await Looking.UntilAsync(() => Probing.RunAsync(new RedisProbe(Settings(full.Address))), found => found.Error is not null);

        // A server that cannot save does not end when it is told to.
        Directory.Delete(taken, recursive: true);
        Assert.Contains("too few replicas are connected", noReplicas.Error, StringComparison.Ordinal);
        Assert.Contains("cannot save to its disk", misconfigured.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Writes_that_are_slower_than_a_tenth_of_a_second_degrade_it()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        await using ConnectionMultiplexer connection = await server.ConnectAsync();
        await connection.GetServer(server.Address).ExecuteAsync("CLIENT", "PAUSE", 1500, "WRITE");

        ComponentHealth health = await Probing.RunAsync(new RedisProbe(Settings(server.Address) with { Thresholds = new CacheThresholds { Ping = new Threshold() } }), TimeSpan.FromSeconds(20));

        HealthCheck roundTrip = health.Check("roundtrip");
        Assert.Equal((HealthStatus.Degraded, HealthStatus.Degraded), (health.Status, roundTrip.Status));
        Assert.Equal(0.1, roundTrip.ExceededLimit);
        Assert.InRange(roundTrip.Value!.Value, 0.1, 15);
        Assert.Equal(AlertSeverity.Warning, Assert.Single(health.Alerts).Severity);
        Assert.Equal(roundTrip.Value.Value, ((RedisMetrics)health.Metrics!).RoundTripTime!.Value.TotalSeconds, 1e-9);
    }

    private static CacheSettings Settings(string connectionString) => RedisProbeTests.Settings(connectionString);
}
