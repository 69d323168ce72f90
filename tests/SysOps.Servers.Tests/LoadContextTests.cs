using System.Diagnostics;
using SysOps.Testing;
using SysOps.Testing.Servers;

namespace SysOps.Servers.Tests;

public sealed class LoadContextTests(TestServers servers)
{
    [Fact]
    public async Task A_session_that_uses_older_libraries_runs_sysops_and_each_side_keeps_its_own()
    {
        PostgreSqlServer postgreSql = await servers.PostgreSqlAsync();
        RedisServer redis = await servers.RedisAsync();
        string redisConnection = redis.Password is null ? redis.Address : $"{redis.Address},password={redis.Password}";
        using var folder = new TemporaryFolder();
        string configuration = folder.Write("sysops.json", $$"""
            { "database": { "connectionString": "{{postgreSql.ConnectionString}}" }, "cache": { "connectionString": "{{redisConnection}}" } }
            """);

        string[] facts = await RunNeighbourAsync(postgreSql.ConnectionString, redisConnection, configuration);

        Assert.Contains("before: 42 pong", facts);
        Assert.Contains(facts, fact => fact.TrimEnd() is "database: Healthy" or "database: Degraded");
        Assert.Contains(facts, fact => fact.TrimEnd() is "cache: Healthy" or "cache: Degraded");
        Assert.Contains("after: 42 pong", facts);
        Assert.Contains("Npgsql: 8.0 of 10.0, 8.0", facts);
        Assert.Contains("StackExchange.Redis: 2.0 of 2.0, 3.0", facts);
        Assert.Contains("Microsoft.Extensions.Logging.Abstractions: 8.0 of 10.0, 8.0", facts);
    }

    private static async Task<string[]> RunNeighbourAsync(string postgreSql, string redis, string configuration)
    {
        string program = Path.Combine(Repository.Root, "tests", "SysOps.Neighbour", "bin", "Debug", "net10.0", "SysOps.Neighbour.dll");
        var start = new ProcessStartInfo("dotnet", [program, Repository.Manifest, configuration])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["SYSOPS_TEST_POSTGRES"] = postgreSql, ["SYSOPS_TEST_REDIS"] = redis },
        };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Task<string> errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, $"{await output}{await errors}");
        return (await output).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
