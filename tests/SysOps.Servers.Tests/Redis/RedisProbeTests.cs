using System.Net.Sockets;
using StackExchange.Redis;
using SysOps.Health;
using SysOps.Health.Caches;
using SysOps.Settings;
using SysOps.Testing;
using SysOps.Testing.Network;
using SysOps.Testing.Servers;

namespace SysOps.Servers.Tests.Redis;

public sealed class RedisProbeTests(TestServers servers)
{
    [Fact]
    public async Task A_healthy_server_is_told_with_its_figures_and_keeps_no_key_of_the_probe()
    {
        RedisServer server = await servers.RedisAsync();

        ComponentHealth health = await Probing.RunAsync(new RedisProbe(Settings(server.Address) with { KeyPrefix = "app:" }));

        Assert.Null(health.Error);
        Assert.Equal(HealthStatus.Healthy, health.Check("roundtrip").Status);
        var metrics = Assert.IsType<RedisMetrics>(health.Metrics);
        Assert.Null(metrics.MaxMemoryBytes);
        Assert.Null(metrics.MemoryPercent);
        Assert.InRange(metrics.UsedMemoryBytes!.Value, 100_000, 1_000_000_000);
        Assert.Equal("standalone", metrics.Mode);
        Assert.False(metrics.IsReplica);
        Assert.True(metrics.MaxClients > 0);
        Assert.NotNull(metrics.RoundTripTime);
        Assert.NotNull(metrics.PingTime);
        Assert.NotNull(metrics.FragmentationRatio);
        Assert.Equal("noeviction", metrics.EvictionPolicy);
        Assert.Equal((0, true, false), (metrics.ConnectedReplicas, metrics.PersistenceWorks, metrics.IsAppendOnly));
        Assert.InRange(metrics.Uptime!.Value, TimeSpan.Zero, TimeSpan.FromHours(1));
        Assert.Matches(@"\A[0-9]+\.[0-9]+\.[0-9]+\z", metrics.Version);
        await using ConnectionMultiplexer connection = await server.ConnectAsync();
        Assert.Empty(await connection.GetServer(server.Address).KeysAsync(pattern: "app:*").ToListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Hits_are_unknown_until_something_is_looked_up_and_then_counted()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        ComponentHealth fresh = await Probing.RunAsync(new RedisProbe(Settings(server.Address) with { WriteProbe = false }));
        await using ConnectionMultiplexer connection = await server.ConnectAsync();
        IDatabase database = connection.GetDatabase();
        await database.StringSetAsync("k", "v");
        await database.StringSetAsync("short", "v", TimeSpan.FromMilliseconds(1));
        await database.StringGetAsync("k");
        await Task.WhenAll(Enumerable.Range(0, 3).Select(key => database.StringGetAsync($"none{key}")));

        ComponentHealth used = await Looking.UntilAsync(() => Probing.RunAsync(new RedisProbe(Settings(server.Address) with { WriteProbe = false })), found => found.Metrics is RedisMetrics { ExpiredKeys: 1 });

        Assert.Null(((RedisMetrics)fresh.Metrics!).HitPercent);
        Assert.Equal("nothing was looked up yet", fresh.Check("hits").Message);
        var metrics = (RedisMetrics)used.Metrics!;
        Assert.Equal((1, 3, 25.0), (metrics.Hits, metrics.Misses, metrics.HitPercent));
        Assert.Equal(HealthStatus.Healthy, used.Status);
    }

    [Fact(Timeout = 60_000)]
    public async Task The_round_trip_is_one_key_that_expires_by_itself_and_none_when_it_is_turned_off()
    {
        await using RedisServer server = await RedisServer.StartAsync();
        using var monitor = new TcpClient();
        await monitor.ConnectAsync("127.0.0.1", server.Port, TestContext.Current.CancellationToken);
        await monitor.GetStream().WriteAsync("MONITOR\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        using var lines = new StreamReader(monitor.GetStream());
        Assert.Equal("+OK", await lines.ReadLineAsync(TestContext.Current.CancellationToken));

        ComponentHealth off = await Probing.RunAsync(new RedisProbe(Settings(server.Address) with { KeyPrefix = "app:", WriteProbe = false }));
        ComponentHealth on = await Probing.RunAsync(new RedisProbe(Settings(server.Address) with { KeyPrefix = "app:" }));
        List<string> commands = [];
        while (!commands.Any(command => command.Contains("\"DEL\"", StringComparison.Ordinal) || command.Contains("\"UNLINK\"", StringComparison.Ordinal)))
        {
            commands.Add((await lines.ReadLineAsync(TestContext.Current.CancellationToken))!);
        }

        Assert.Equal("nothing was written: cache.writeProbe is false", off.Check("roundtrip").Message);
        Assert.Equal(HealthStatus.Healthy, on.Check("roundtrip").Status);
        string[] ours = [.. commands.Where(command => command.Contains("app:", StringComparison.Ordinal))];
        Assert.Equal(3, ours.Length);
        Assert.Matches("\"SET\" \"app:sysops:probe:[0-9a-f]{32}\" \"[0-9a-f]{32}\" (\"NX\" \"EX\" \"30\"|\"EX\" \"30\" \"NX\")", ours[0]);
        Assert.Contains("\"GET\"", ours[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stopped_server_a_black_hole_and_an_unknown_host_are_unhealthy_each_with_its_message()
    {
        int nobody = FreePort.Find();
        await using var hole = new SilentListener();

        ComponentHealth stopped = await Probing.RunAsync(new RedisProbe(Settings($"127.0.0.1:{nobody}")));
        ComponentHealth silent = await Probing.RunAsync(new RedisProbe(Settings($"127.0.0.1:{hole.Port}")), TimeSpan.FromSeconds(1));
        ComponentHealth unknown = await Probing.RunAsync(new RedisProbe(Settings("no-such-host.invalid:6379")));

        Assert.Equal([HealthStatus.Unhealthy, HealthStatus.Unhealthy, HealthStatus.Unhealthy], [stopped.Status, silent.Status, unknown.Status]);
        Assert.Equal($"127.0.0.1:{nobody} refused the connection: nothing listens there. Start Redis, or check host and port.", stopped.Error);
        Assert.Equal($"No answer within 1 s while connecting to 127.0.0.1:{hole.Port}.", silent.Error);
        Assert.Contains("cannot be resolved", unknown.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hundred_runs_leave_no_client_and_no_key()
    {
        await using RedisServer server = await RedisServer.StartAsync();

        for (int run = 0; run < 100; run++)
        {
            Assert.Null((await Probing.RunAsync(new RedisProbe(Settings(server.Address)))).Error);
        }

        await using ConnectionMultiplexer connection = await server.ConnectAsync();
        IServer administrator = connection.GetServer(server.Address);
        await Eventually.TrueAsync(() => administrator.ClientList().All(client => client.Name != "SysOps"), "no client of the probes is left");
        Assert.Empty(await administrator.KeysAsync().ToListAsync(TestContext.Current.CancellationToken));
    }

    internal static CacheSettings Settings(string connectionString) => new() { ConnectionString = new SensitiveText(connectionString), Thresholds = new CacheThresholds { Ping = new Threshold(), RoundTrip = new Threshold() } };
}
