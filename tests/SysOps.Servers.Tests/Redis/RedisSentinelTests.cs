using System.Net.Sockets;
using SysOps.Health;
using SysOps.Health.Caches;
using SysOps.Testing;
using SysOps.Testing.Servers;

namespace SysOps.Servers.Tests.Redis;

public sealed class RedisSentinelTests
{
    [Fact]
    public async Task A_sentinel_leads_to_the_primary_and_its_replica_and_all_of_them_are_told()
    {
        await using RedisServer primary = await RedisServer.StartAsync();
        await using RedisServer replica = await RedisServer.StartAsync($"replicaof 127.0.0.1 {primary.Port}");
        await using RedisServer sentinel = await RedisServer.StartSentinelAsync(primary);
        int nobody = FreePort.Find();

        ComponentHealth health = await Looking.UntilAsync(
            () => Probing.RunAsync(new RedisProbe(RedisProbeTests.Settings($"{sentinel.Address},serviceName=main"))),
            found => found.Metrics is RedisMetrics { OtherNodes: [{ PrimaryLinkUp: true }] });
        ComponentHealth partly = await Probing.RunAsync(new RedisProbe(RedisProbeTests.Settings($"{sentinel.Address},127.0.0.1:{nobody},serviceName=main")));
        ComponentHealth wrong = await Probing.RunAsync(new RedisProbe(RedisProbeTests.Settings($"{sentinel.Address},serviceName=none")));

        Assert.Equal(HealthStatus.Healthy, health.Status);
        Assert.Equal(primary.Address, ((RedisMetrics)health.Metrics!).Endpoint);
        Assert.Equal(HealthStatus.Healthy, health.Check($"roundtrip@{primary.Address}").Status);
        Assert.Equal("nothing was written: this is a replica", health.Check($"roundtrip@{replica.Address}").Message);
        Assert.Equal(HealthStatus.Healthy, health.Check($"sentinel@{sentinel.Address}").Status);
        Assert.Equal(HealthStatus.Degraded, partly.Status);
        Assert.Contains("nothing listens", partly.Check($"connect@127.0.0.1:{nobody}").Message, StringComparison.Ordinal);
        Assert.Equal(HealthStatus.Unhealthy, wrong.Status);
        Assert.Contains("none", wrong.Error, StringComparison.Ordinal);

        foreach (RedisServer server in (RedisServer[])[primary, replica, sentinel])
        {
            await Eventually.TrueAsync(async () => !(await ClientsAsync(server)).Contains("name=SysOps", StringComparison.Ordinal), "no client of the probes is left");
        }
    }

    // As bytes, for the library's ways to an administrator's commands are closed on a sentinel. Nor does a sentinel know QUIT: that
    // we have nothing more to say is what makes it close the connection.
    private static async Task<string> ClientsAsync(RedisServer server)
    {
        using var client = new TcpClient();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        await client.ConnectAsync("127.0.0.1", server.Port, patience.Token);
        using var reader = new StreamReader(client.GetStream());
        await reader.BaseStream.WriteAsync("CLIENT LIST\r\n"u8.ToArray(), patience.Token);
        client.Client.Shutdown(SocketShutdown.Send);
        string clients = await reader.ReadToEndAsync(patience.Token);
        Assert.Contains("cmd=client", clients, StringComparison.Ordinal);
        return clients;
    }
}
