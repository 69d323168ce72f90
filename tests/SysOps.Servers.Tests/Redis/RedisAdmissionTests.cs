using System.Net.Sockets;
using System.Text;
using StackExchange.Redis;
using SysOps.Health;
using SysOps.Health.Caches;
using SysOps.Settings;
using SysOps.Testing;
using SysOps.Testing.Servers;

namespace SysOps.Servers.Tests.Redis;

/// <summary>Servers that let nobody in, for now.</summary>
public sealed class RedisAdmissionTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("the-password-of-a-loading-server")]
    public async Task A_server_that_is_still_loading_says_so_with_a_password_too(string? password)
    {
        string[] settings = ["key-load-delay 2000", "loading-process-events-interval-bytes 1024"];
        await using RedisServer server = await RedisServer.StartAsync(password is null ? settings : [.. settings, $"requirepass {password}"]);
        await using (ConnectionMultiplexer connection = await server.ConnectAsync())
        {
            IDatabase database = connection.GetDatabase();
            await Task.WhenAll(Enumerable.Range(0, 5000).Select(key => database.StringSetAsync($"k{key}", "v")));
            await database.ExecuteAsync("SAVE");
        }

        await server.StopAsync();
        await server.StartAgainAsync(waitUntilReady: false);
        ComponentHealth health = await Looking.UntilAsync(() => Probing.RunAsync(new RedisProbe(RedisProbeTests.Settings(server.Address) with { Password = password is null ? null : new LiteralSecret(password) })), found => found.Error?.Contains("nothing listens", StringComparison.Ordinal) is not true);

        Assert.Equal(HealthStatus.Unhealthy, health.Status);
        Assert.Contains("is loading its data into memory", health.Error, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_server_that_takes_no_more_clients_is_unhealthy()
    {
        await using RedisServer server = await RedisServer.StartAsync("maxclients 1");
        using var taken = new TcpClient();
        await taken.ConnectAsync("127.0.0.1", server.Port, TestContext.Current.CancellationToken);
        await taken.GetStream().WriteAsync("PING\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        Assert.True(await taken.GetStream().ReadAsync(new byte[16], TestContext.Current.CancellationToken) > 0);

        ComponentHealth health = await Probing.RunAsync(new RedisProbe(RedisProbeTests.Settings(server.Address)), TimeSpan.FromSeconds(2));

        Assert.Equal(HealthStatus.Unhealthy, health.Status);
        Assert.Contains("takes no more clients", health.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connections_that_were_refused_since_the_last_look_are_told_with_the_limit()
    {
        await using RedisServer server = await RedisServer.StartAsync("maxclients 20");
        ComponentHealth before = await Probing.RunAsync(new RedisProbe(RedisProbeTests.Settings(server.Address)));
        List<TcpClient> taken = [];
        await Eventually.TrueAsync(
            async () =>
            {
                taken.Add(new TcpClient());
                await taken[^1].ConnectAsync("127.0.0.1", server.Port);
                await taken[^1].GetStream().WriteAsync("PING\r\n"u8.ToArray());
                byte[] answer = new byte[64];
                int length = await taken[^1].GetStream().ReadAsync(answer);
                return Encoding.ASCII.GetString(answer, 0, length).Contains("max number of clients", StringComparison.Ordinal);
            },
            "a client is refused");
        taken.ForEach(client => client.Dispose());

        ComponentHealth health = await Looking.UntilAsync(() => Probing.RunAsync(new RedisProbe(RedisProbeTests.Settings(server.Address))), found => found.Metrics is RedisMetrics { NewRejectedConnections: > 0 });

        var metrics = (RedisMetrics)health.Metrics!;
        Assert.Equal((20, 0), (metrics.MaxClients, ((RedisMetrics)before.Metrics!).RejectedConnections));
        Assert.True(metrics.RejectedConnections >= metrics.NewRejectedConnections);
        Assert.Equal(HealthStatus.Degraded, health.Check("clients.rejected").Status);
        Assert.Contains("maxclients is reached", health.Check("clients.rejected").Message, StringComparison.Ordinal);
        Assert.Equal(100.0 * metrics.Clients!.Value / 20, health.Check("clients").Value!.Value, 1e-9);
    }
}
