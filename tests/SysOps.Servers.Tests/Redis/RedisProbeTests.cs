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
        await using ConnectionMultiplexer connection = await server.ConnectAsync();
        Assert.Empty(await connection.GetServer(server.Address).KeysAsync(pattern: "app:*").ToListAsync(TestContext.Current.CancellationToken));
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
    public async Task A_missing_and_a_wrong_password_are_told_apart_and_no_password_is_shown()
    {
        const string Right = "the-right-password-of-this-test";
        const string Wrong = "a-wrong-password-of-this-test";
        await using RedisServer server = await RedisServer.StartAsync($"requirepass {Right}");

        ComponentHealth missing = await Probing.RunAsync(new RedisProbe(Settings(server.Address)));
        ComponentHealth wrong = await Probing.RunAsync(new RedisProbe(Settings(server.Address) with { Password = new LiteralSecret(Wrong) }));
        ComponentHealth right = await Probing.RunAsync(new RedisProbe(Settings(server.Address) with { Password = new LiteralSecret(Right) }));

        Assert.Contains("wants a password", missing.Error, StringComparison.Ordinal);
        Assert.Contains("refused the user name or the password", wrong.Error, StringComparison.Ordinal);
        Assert.Null(right.Error);
        Assert.DoesNotContain(Wrong, wrong.Error + wrong, StringComparison.Ordinal);
    }

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
    }

    [Fact]
    public async Task A_replica_is_not_written_to_and_one_that_lost_its_primary_is_unhealthy()
    {
        await using RedisServer primary = await RedisServer.StartAsync();
        await using RedisServer replica = await RedisServer.StartAsync($"replicaof 127.0.0.1 {primary.Port}", "repl-diskless-sync-delay 0");
        ComponentHealth linked = await Looking.UntilAsync(() => Probing.RunAsync(new RedisProbe(Settings(replica.Address))), health => health.Metrics is RedisMetrics { PrimaryLinkUp: true });

        await primary.StopAsync();
        ComponentHealth lost = await Looking.UntilAsync(() => Probing.RunAsync(new RedisProbe(Settings(replica.Address))), health => health.Metrics is RedisMetrics { PrimaryLinkUp: false });

        Assert.Equal("nothing was written: this is a replica", linked.Check("roundtrip").Message);
        Assert.Equal(HealthStatus.Healthy, linked.Check("replication.link").Status);
        Assert.Equal(HealthStatus.Unhealthy, lost.Check("replication.link").Status);
        Assert.Equal(HealthStatus.Unhealthy, lost.Status);
    }

    [Fact]
    public async Task A_user_limited_by_acl_gets_the_rest_and_is_told_the_grant()
    {
        await using RedisServer server = await RedisServer.StartAsync("user limited on >limited-secret ~* +ping +set +get +del +auth +hello +client");

        ComponentHealth health = await Probing.RunAsync(new RedisProbe(Settings($"{server.Address},user=limited") with { Password = new LiteralSecret("limited-secret") }));
        ComponentHealth demanding = await Probing.RunAsync(new RedisProbe(Settings($"{server.Address},user=limited") with { Password = new LiteralSecret("limited-secret"), RequiredChecks = ["info"] }));

        Assert.Null(health.Error);
        Assert.Equal(HealthStatus.Unknown, health.Check("info").Status);
        Assert.Contains("ACL SETUSER limited +info", health.Check("info").Message, StringComparison.Ordinal);
        Assert.Equal(HealthStatus.Healthy, health.Check("roundtrip").Status);
        Assert.True(health.Status is HealthStatus.Healthy, health.Message);
        Assert.Equal(HealthStatus.Unknown, demanding.Status);
    }

    [Fact]
    public async Task A_server_that_is_still_loading_says_so()
    {
        await using RedisServer server = await RedisServer.StartAsync("key-load-delay 2000", "loading-process-events-interval-bytes 1024");
        await using (ConnectionMultiplexer connection = await server.ConnectAsync())
        {
            IDatabase database = connection.GetDatabase();
            await Task.WhenAll(Enumerable.Range(0, 5000).Select(key => database.StringSetAsync($"k{key}", "v")));
            await database.ExecuteAsync("SAVE");
        }

        await server.StopAsync();
        await server.StartAgainAsync(waitUntilReady: false);
        ComponentHealth health = await Looking.UntilAsync(() => Probing.RunAsync(new RedisProbe(Settings(server.Address))), found => found.Error?.Contains("nothing listens", StringComparison.Ordinal) is not true);

        Assert.Equal(HealthStatus.Unhealthy, health.Status);
        Assert.Contains("is loading its data into memory", health.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Writes_that_are_refused_are_told_with_their_reason()
    {
        await using RedisServer lonely = await RedisServer.StartAsync("min-replicas-to-write 1");
        await using RedisServer full = await RedisServer.StartAsync("save 3600 1");
        await using (ConnectionMultiplexer connection = await full.ConnectAsync())
        {
            // Saving fails for real: there is a folder in the place of the file.
            Directory.CreateDirectory(Path.Combine(full.Folder, "taken.rdb", "by-a-folder"));
            IDatabase database = connection.GetDatabase();
            await database.ExecuteAsync("CONFIG", "SET", "dbfilename", "taken.rdb");
            await database.StringSetAsync("k", "v");
            await database.ExecuteAsync("BGSAVE");
        }

        ComponentHealth noReplicas = await Probing.RunAsync(new RedisProbe(Settings(lonely.Address)));
        ComponentHealth misconfigured = await Looking.UntilAsync(() => Probing.RunAsync(new RedisProbe(Settings(full.Address))), found => found.Error is not null);

        Assert.Contains("too few replicas are connected", noReplicas.Error, StringComparison.Ordinal);
        Assert.Contains("cannot save to its disk", misconfigured.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_server_of_the_connection_string_is_reported()
    {
        await using RedisServer primary = await RedisServer.StartAsync();
        await using RedisServer replica = await RedisServer.StartAsync($"replicaof 127.0.0.1 {primary.Port}", "repl-diskless-sync-delay 0");
        await Looking.UntilAsync(() => Probing.RunAsync(new RedisProbe(Settings(replica.Address))), health => health.Metrics is RedisMetrics { PrimaryLinkUp: true });
        int nobody = FreePort.Find();

        ComponentHealth health = await Probing.RunAsync(new RedisProbe(Settings($"{primary.Address},{replica.Address},127.0.0.1:{nobody}")));

        Assert.Equal(HealthStatus.Degraded, health.Status);
        Assert.Equal(HealthStatus.Healthy, health.Check($"roundtrip@{primary.Address}").Status);
        Assert.Contains("replica", health.Check($"roundtrip@{replica.Address}").Message, StringComparison.Ordinal);
        Assert.Contains("nothing listens", health.Check($"connect@127.0.0.1:{nobody}").Message, StringComparison.Ordinal);
        Assert.Equal(replica.Address, Assert.Single(((RedisMetrics)health.Metrics!).OtherNodes).Endpoint);
    }

    [Fact]
    public async Task A_server_that_takes_no_more_clients_is_unhealthy()
    {
        await using RedisServer server = await RedisServer.StartAsync("maxclients 1");
        using var taken = new System.Net.Sockets.TcpClient();
        await taken.ConnectAsync("127.0.0.1", server.Port, TestContext.Current.CancellationToken);
        await taken.GetStream().WriteAsync("PING\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        Assert.True(await taken.GetStream().ReadAsync(new byte[16], TestContext.Current.CancellationToken) > 0);

        ComponentHealth health = await Probing.RunAsync(new RedisProbe(Settings(server.Address)), TimeSpan.FromSeconds(2));

        Assert.Equal(HealthStatus.Unhealthy, health.Status);
        Assert.Contains("takes no more clients", health.Error, StringComparison.Ordinal);
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

    private static CacheSettings Settings(string connectionString) => new() { ConnectionString = new SensitiveText(connectionString), Thresholds = new CacheThresholds { Ping = new Threshold(), RoundTrip = new Threshold() } };
}
