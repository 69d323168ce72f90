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
    public async Task Damage_inside_is_found_by_the_daily_check_once_and_remembered()
    {
        Execute("CREATE TABLE t (v TEXT); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500) INSERT INTO t SELECT hex(randomblob(100)) FROM n; CREATE INDEX ti ON t (v)");
        byte[] content = await File.ReadAllBytesAsync(DatabasePath, TestContext.Current.CancellationToken);
        content.AsSpan(content.Length - 12000, 4096).Fill(0x5A);
        await File.WriteAllBytesAsync(DatabasePath, content, TestContext.Current.CancellationToken);
        DatabaseSettings daily = Settings with { QuickCheck = QuickCheckSchedule.Daily };

        ComponentHealth health = await ProbeAsync(daily);

        Assert.Equal(HealthStatus.Unhealthy, health.Check("quickcheck").Status);
        Assert.Contains("found damage", health.Check("quickcheck").Message, StringComparison.Ordinal);
        string memory = Assert.Single(Directory.GetFiles(StatePath));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(memory));
        DateTime written = File.GetLastWriteTimeUtc(memory);
        Assert.Equal(HealthStatus.Unhealthy, (await ProbeAsync(daily)).Status);
        Assert.Equal(written, File.GetLastWriteTimeUtc(memory));
    }

    [Fact]
    public async Task A_sound_database_passes_the_daily_check()
    {
        ComponentHealth health = await ProbeAsync(Settings with { QuickCheck = QuickCheckSchedule.Daily });

        Assert.Equal(HealthStatus.Healthy, health.Check("quickcheck").Status);
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

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={DatabasePath};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
