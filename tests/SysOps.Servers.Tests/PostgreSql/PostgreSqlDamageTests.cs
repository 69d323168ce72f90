using Npgsql;
using SysOps.Health;
using SysOps.Health.Databases;
using SysOps.Testing;
using SysOps.Testing.Servers;

namespace SysOps.Servers.Tests.PostgreSql;

/// <summary>A cluster that is old and one that is damaged: made so while it is stopped.</summary>
public sealed class PostgreSqlDamageTests : IAsyncLifetime
{
    private PostgreSqlServer _server = null!;

    // Nothing is frozen before the ids are all but used up.
    public async ValueTask InitializeAsync() => _server = await PostgreSqlServer.StartAsync("autovacuum_freeze_max_age=2000000000", "autovacuum_multixact_freeze_max_age=2000000000");

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task Ids_that_run_out_and_pages_that_fail_their_checksum_are_told()
    {
        ComponentHealth before = await ProbeAsync();
        await _server.ExecuteAsync("CREATE DATABASE elsewhere");
        string file = await PageFileAsync();
        await _server.StopAsync();

        // The counters are set to a half and three quarters of the way round, each at the first entry of a page of its log.
        await _server.RunToolAsync("pg_resetwal", "-f", "-x", "1073741824", "-m", "1610612736,1");
        await SpoilAsync(Path.Combine(_server.DataFolder, file));
        await _server.StartAgainAsync();
        await Assert.ThrowsAsync<PostgresException>(ReadSpoiltAsync);
        ComponentHealth health = await Looking.UntilAsync(ProbeAsync, found => found.Metrics is PostgreSqlMetrics { ChecksumFailures: > 0 });

        var metrics = (PostgreSqlMetrics)health.Metrics!;
        Assert.Equal(HealthStatus.Healthy, before.Check("wraparound.transactions").Status);
        Assert.Equal(HealthStatus.Healthy, before.Check("wraparound.multixacts").Status);
        Assert.Equal(HealthStatus.Healthy, before.Check("checksums").Status);
        Assert.Equal(50, metrics.TransactionIdsUsedPercent!.Value, 0.01);
        Assert.Equal(75, metrics.MultixactsUsedPercent!.Value, 0.01);
        Assert.Equal(HealthStatus.Degraded, health.Check("wraparound.transactions").Status);
        Assert.Contains("VACUUM FREEZE", health.Check("wraparound.transactions").Message, StringComparison.Ordinal);
        Assert.Equal(HealthStatus.Degraded, health.Check("wraparound.multixacts").Status);
        Assert.Equal(HealthStatus.Unhealthy, health.Check("checksums").Status);
        Assert.Equal(HealthStatus.Unhealthy, health.Status);
    }

    private Task<ComponentHealth> ProbeAsync() => Probing.RunAsync(new PostgreSqlProbe(PostgreSqlProbeTests.Settings(_server.ConnectionString)));

    private async Task<string> PageFileAsync()
    {
        await using NpgsqlConnection connection = await _server.OpenAsync("elsewhere");
        await using var command = new NpgsqlCommand("CREATE TABLE spoilt AS SELECT generate_series(1, 1000) AS id; SELECT pg_relation_filepath('spoilt')", connection);
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private static async Task SpoilAsync(string path)
    {
        await using FileStream file = File.OpenWrite(path);
        file.Seek(6000, SeekOrigin.Begin);
        await file.WriteAsync("not what was written here"u8.ToArray());
    }

    private async Task ReadSpoiltAsync()
    {
        await using NpgsqlConnection connection = await _server.OpenAsync("elsewhere");
        await using var command = new NpgsqlCommand("SELECT count(*) FROM spoilt", connection);
        await command.ExecuteScalarAsync();
    }
}
