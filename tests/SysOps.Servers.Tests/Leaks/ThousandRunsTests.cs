using System.Globalization;
using Npgsql;
using StackExchange.Redis;
using SysOps.Testing.Servers;
using SysOps.Testing.Sessions;

namespace SysOps.Servers.Tests.Leaks;

[Collection(nameof(AloneCollection))]
public sealed class ThousandRunsTests(TestServers servers, ITestOutputHelper output)
{
    private const long Megabyte = 1024 * 1024;

    // Every tenth run is over all components; the others leave out the two that watch counters for a tenth of a second.
    private const string Script = """
        param($Path, $Runs)
        $seen = @{}
        for ($run = 0; $run -lt $Runs; $run++) {
            $names = if ($run % 10) { 'database', 'cache', 'endpoint', 'refused', 'memory', 'disk*', 'process', 'worker', 'queue' } else { '*' }
            foreach ($component in Get-SystemHealth -Name $names -ConfigurationPath $Path -Timeout 30s) {
                $seen["$($component.Name) $($null -eq $component.Error)"]++
            }
        }
        foreach ($entry in $seen.GetEnumerator()) { "$($entry.Key) $($entry.Value)" }
        """;

    [Fact]
    public async Task A_thousand_runs_in_one_session_leave_no_memory_thread_handle_or_connection_behind()
    {
        await using DemoSystem system = await DemoSystem.CreateAsync(servers, withRefusedAddress: true);
        using var session = new ModuleSession();
        (int Database, int Cache) clients = await ClientsAsync();
        Run(session, system, 400);
        ProcessUse before = ProcessUse.Read();

        IReadOnlyList<string> seen = Run(session, system, 1000);

        ProcessUse after = await ProcessUse.SettleAsync(before);
        output.WriteLine($"before {before}\nafter  {after}");
        Assert.Superset(
            new HashSet<string> { "database True 1000", "cache True 1000", "endpoint True 1000", "refused False 1000", "memory True 1000", "process True 1000", "worker True 1000", "queue True 1000", "cpu True 100", "network True 100" },
            seen.ToHashSet());
        Assert.InRange(after.ManagedBytes - before.ManagedBytes, long.MinValue, Megabyte);
        Assert.InRange(after.AnonymousBytes - before.AnonymousBytes, long.MinValue, 5 * Megabyte);
        Assert.InRange(after.Threads - before.Threads, int.MinValue, 5);
        Assert.Equal(clients, await ClientsAsync());
    }

    private static IReadOnlyList<string> Run(ModuleSession session, DemoSystem system, int runs) =>
        [.. session.Run(Script, ("Path", system.Configuration), ("Runs", runs)).ThrowIfFailed().Output.Select(line => line.ToString())];

    /// <summary>How many connections each server counts, those of this look among them.</summary>
    private async Task<(int Database, int Cache)> ClientsAsync()
    {
        await using NpgsqlConnection database = await (await servers.PostgreSqlAsync()).OpenAsync();
        await using var count = new NpgsqlCommand("SELECT COUNT(*) FROM pg_stat_activity WHERE backend_type = 'client backend'", database);
        RedisServer server = await servers.RedisAsync();
        await using ConnectionMultiplexer cache = await server.ConnectAsync();
        return (Convert.ToInt32(await count.ExecuteScalarAsync(), CultureInfo.InvariantCulture), (await cache.GetServer(server.Address).ClientListAsync()).Length);
    }
}
