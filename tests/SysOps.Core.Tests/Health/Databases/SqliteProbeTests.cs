using Microsoft.Data.Sqlite;
using SysOps.Health;
using SysOps.Health.Databases;
using SysOps.Settings;
using SysOps.Testing;

namespace SysOps.Core.Tests.Health.Databases;

public sealed class SqliteProbeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SqliteProbeTests() => Execute("CREATE TABLE workspaces (id INTEGER PRIMARY KEY); INSERT INTO workspaces DEFAULT VALUES; INSERT INTO workspaces DEFAULT VALUES");

    private string DatabasePath => Path.Combine(_folder.Path, "app.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_sound_database_is_healthy_with_its_figures_and_is_not_written_to()
    {
        DateTime written = File.GetLastWriteTimeUtc(DatabasePath);

        ComponentHealth health = await ProbeAsync(Settings with { HealthQuery = new SensitiveText("SELECT count(*) FROM workspaces") });

        Assert.Equal(HealthStatus.Healthy, health.Status);
        var metrics = (SqliteMetrics)health.Metrics!;
        Assert.Equal("2", metrics.QueryResult);
        Assert.Equal(new FileInfo(DatabasePath).Length, metrics.SizeBytes);
        Assert.Equal("delete", metrics.JournalMode);
        Assert.True(metrics.FreeBytes > 0);
        Assert.Equal(written, File.GetLastWriteTimeUtc(DatabasePath));
        Assert.Equal([DatabasePath], Directory.GetFiles(_folder.Path));
        Assert.StartsWith("3.", metrics.Version, StringComparison.Ordinal);
        Assert.Equal(["connect", "size", "volume.used", "query"], health.Checks.Select(check => check.Name));
        Assert.Null(metrics.WalBytes);
    }

    [Fact]
    public async Task Without_a_health_query_the_database_is_queried_all_the_same()
    {
        ComponentHealth health = await ProbeAsync(Settings);

        Assert.Equal(HealthStatus.Healthy, health.Check("query").Status);
        Assert.Null(((SqliteMetrics)health.Metrics!).QueryResult);
    }

    [Fact]
    public async Task A_locked_database_is_unhealthy_after_a_second_and_not_after_the_whole_limit()
    {
        using SqliteConnection writer = Open();
        using SqliteCommand exclusive = writer.CreateCommand();
        exclusive.CommandText = "BEGIN EXCLUSIVE";
        await exclusive.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        ComponentHealth health = await Probing.RunAsync(new SqliteProbe(Settings, StatePath), TimeSpan.FromMinutes(1));

        Assert.Equal(HealthStatus.Unhealthy, health.Check("connect").Status);
        Assert.Equal($"'{DatabasePath}' is locked by another process. Look for a long write transaction.", health.Error);
    }

    [Fact]
    public async Task A_missing_file_is_unhealthy_and_is_not_made()
    {
        ComponentHealth health = await ProbeAsync(Settings with { ConnectionString = new SensitiveText("Data Source=none.db") });

        Assert.Equal(HealthStatus.Unhealthy, health.Status);
        Assert.Contains("does not exist", health.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_folder.Path, "none.db")));
    }

    [Fact]
    public async Task The_health_query_can_only_read_and_a_missing_table_is_unhealthy()
    {
        ComponentHealth writing = await ProbeAsync(Settings with { HealthQuery = new SensitiveText("DELETE FROM workspaces") });
        ComponentHealth missing = await ProbeAsync(Settings with { HealthQuery = new SensitiveText("SELECT count(*) FROM none") });

        Assert.Contains("readonly", writing.Error, StringComparison.Ordinal);
        Assert.Contains("no such table", missing.Error, StringComparison.Ordinal);
        Assert.Equal(["connect", "size", "volume.used", "query"], missing.Checks.Select(check => check.Name));
        Assert.Equal("2", ((SqliteMetrics)(await ProbeAsync(Settings with { HealthQuery = new SensitiveText("SELECT count(*) FROM workspaces") })).Metrics!).QueryResult);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_unhealthy_with_what_to_do()
    {
        await File.WriteAllTextAsync(DatabasePath, new string('x', 5000), TestContext.Current.CancellationToken);

        ComponentHealth health = await ProbeAsync(Settings);

        Assert.Equal(HealthStatus.Unhealthy, health.Status);
        Assert.Contains("is damaged or no SQLite database", health.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_query_that_never_ends_is_interrupted_at_the_limit()
    {
        ComponentHealth endless = await Probing.RunAsync(new SqliteProbe(Settings with { HealthQuery = new SensitiveText("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n") }, StatePath), TimeSpan.FromMilliseconds(500));
        Assert.Equal(HealthStatus.Unhealthy, endless.Status);
        Assert.Contains("while running the health query", endless.Error, StringComparison.Ordinal);
    }

    private string StatePath => Path.Combine(_folder.Path, "state");

    private DatabaseSettings Settings => new() { Provider = DatabaseProvider.Sqlite, ConnectionString = new SensitiveText("Data Source=app.db"), BaseFolder = _folder.Path };

    private Task<ComponentHealth> ProbeAsync(DatabaseSettings settings) => Probing.RunAsync(new SqliteProbe(settings, StatePath));

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={DatabasePath};Pooling=False");
        connection.Open();
        return connection;
    }

    private void Execute(string sql)
    {
        using SqliteConnection connection = Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
