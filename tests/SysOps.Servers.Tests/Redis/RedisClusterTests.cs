using StackExchange.Redis;
using SysOps.Health;
using SysOps.Health.Caches;
using SysOps.Servers.Redis;
using SysOps.Testing;
using SysOps.Testing.Servers;

namespace SysOps.Servers.Tests.Redis;

/// <summary>A cluster of three primaries that share the slots, and of one that has none yet.</summary>
public sealed class RedisClusterTests : IAsyncLifetime
{
    private const int Slots = 16384;
    private const int Owners = 3;

    private readonly List<RedisServer> _servers = [];

    public async ValueTask InitializeAsync()
    {
        _servers.AddRange(await Task.WhenAll(Enumerable.Range(0, Owners + 1).Select(_ => RedisServer.StartForClusterAsync())));
        for (int index = 0; index < _servers.Count; index++)
        {
            await using ConnectionMultiplexer connection = await _servers[index].ConnectAsync();
            IServer server = connection.GetServer(_servers[index].Address);
            await server.ExecuteAsync("CLUSTER", "SET-CONFIG-EPOCH", index + 1);
            int first = index * Slots / Owners;
            if (index < Owners)
            {
                await server.ExecuteAsync("CLUSTER", ["ADDSLOTS", .. Enumerable.Range(first, ((index + 1) * Slots / Owners) - first).Cast<object>()]);
            }

            await server.ExecuteAsync("CLUSTER", "MEET", "127.0.0.1", _servers[0].Port);
        }

        foreach (RedisServer server in _servers)
        {
            await using ConnectionMultiplexer connection = await server.ConnectAsync();
            await Eventually.TrueAsync(
                async () => (await connection.GetServer(server.Address).ExecuteAsync("CLUSTER", "INFO")).ToString() is { } info
                    && info.Contains("cluster_state:ok", StringComparison.Ordinal) && info.Contains("cluster_known_nodes:4", StringComparison.Ordinal),
                "the cluster is formed",
                TimeSpan.FromSeconds(30));
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (RedisServer server in _servers)
        {
            await server.DisposeAsync();
        }
    }

    [Fact]
    public async Task Every_primary_is_found_from_one_and_written_to_once_and_one_that_is_gone_is_told()
    {
        RedisServer[] owners = [.. _servers.Take(Owners)];
        RedisServer empty = _servers[Owners];
        long[] before = await Task.WhenAll(owners.Select(WritesAsync));

        ComponentHealth health = await ProbeAsync();

        Assert.True(health.Status is HealthStatus.Healthy, health.Message);
        Assert.All(owners, server => Assert.StartsWith("wrote, read and deleted", health.Check($"roundtrip@{server.Address}").Message, StringComparison.Ordinal));
        Assert.Equal("answers, and holds nothing that a client asks for", health.Check($"connect@{empty.Address}").Message);
        Assert.Equal(Owners - 1, ((RedisMetrics)health.Metrics!).OtherNodes.Count);
        Assert.Equal("cluster", ((RedisMetrics)health.Metrics).Mode);
        Assert.Equal(before.Select(count => count + 1), await Task.WhenAll(owners.Select(WritesAsync)));
        Assert.All(await Task.WhenAll(_servers.Select(KeysAsync)), keys => Assert.Equal(0, keys));

        await _servers[2].StopAsync();
        ComponentHealth broken = await Looking.UntilAsync(ProbeAsync, found => found.Status is HealthStatus.Unhealthy);
        Assert.Contains("refused the connection: nothing listens there", broken.Check($"connect@{_servers[2].Address}").Message, StringComparison.Ordinal);
        Assert.Contains("belongs to a cluster that is down", broken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_named_by_another_address_than_its_own_in_the_cluster_is_told_once()
    {
        ComponentHealth health = await Probing.RunAsync(new RedisProbe(RedisProbeTests.Settings($"localhost:{_servers[0].Port}")));

        Assert.True(health.Status is HealthStatus.Healthy, health.Message);
        Assert.Equal(_servers.Take(Owners).Select(server => $"ping@{server.Address}").Order(), health.Checks.Select(check => check.Name).Where(name => name.StartsWith("ping@", StringComparison.Ordinal)).Order());
    }

    [Fact]
    public async Task A_member_without_slots_leads_to_the_others_and_is_not_written_to()
    {
        ComponentHealth health = await Probing.RunAsync(new RedisProbe(RedisProbeTests.Settings(_servers[Owners].Address)));

        Assert.True(health.Status is HealthStatus.Healthy, health.Message);
        Assert.Equal("nothing was written: this primary of the cluster holds no slots", health.Check($"roundtrip@{_servers[Owners].Address}").Message);
        Assert.All(_servers.Take(Owners), server => Assert.Equal(HealthStatus.Healthy, health.Check($"roundtrip@{server.Address}").Status));
    }

    [Fact]
    public async Task Keys_of_several_slots_in_one_operation_have_their_own_message()
    {
        await using ConnectionMultiplexer connection = await _servers[0].ConnectAsync();
        var refused = await Assert.ThrowsAsync<RedisServerException>(() => connection.GetServer(_servers[0].Address).ExecuteAsync("MSET", "a", "1", "b", "2"));

        SysOpsException described = RedisErrors.Describe(refused, _servers[0].Address);

        Assert.Equal($"{_servers[0].Address} has the keys of one operation in several slots.", described.Message);
        Assert.Equal(ErrorCatalogue.CacheUnavailable, described.Id);
    }

    private Task<ComponentHealth> ProbeAsync() => Probing.RunAsync(new RedisProbe(RedisProbeTests.Settings(_servers[0].Address)));

    private static async Task<long> WritesAsync(RedisServer server)
    {
        await using ConnectionMultiplexer connection = await server.ConnectAsync();
        string info = (await connection.GetServer(server.Address).InfoRawAsync("commandstats"))!;
        string? line = info.Split('\n').FirstOrDefault(line => line.StartsWith("cmdstat_set:", StringComparison.Ordinal));
        return line is null ? 0 : long.Parse(line["cmdstat_set:calls=".Length..line.IndexOf(',', StringComparison.Ordinal)], System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task<long> KeysAsync(RedisServer server)
    {
        await using ConnectionMultiplexer connection = await server.ConnectAsync();
        return await connection.GetServer(server.Address).DatabaseSizeAsync();
    }
}
