using Microsoft.Data.Sqlite;
using SysOps.Health;
using SysOps.Health.Databases;
using SysOps.Settings;
using SysOps.Testing;

namespace SysOps.Core.Tests.Health.Databases;

/// <summary>A database in WAL mode, looked at by a user who may read the folder and not write it.</summary>
public sealed class SqliteWalTests : IDisposable
{
    private const UnixFileMode ReadByAll = UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private readonly TemporaryFolder _folder = new();

    private string DatabasePath => Path.Combine(_folder.Path, "app.db");

    public void Dispose()
    {
        File.SetUnixFileMode(_folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        _folder.Dispose();
    }

    [Fact]
    public async Task A_database_in_use_is_told_with_its_write_ahead_log()
    {
        using SqliteConnection service = Open();

        ComponentHealth health = await Probing.RunAsync(new SqliteProbe(Settings, _folder.Path));

        var metrics = (SqliteMetrics)health.Metrics!;
        Assert.Equal(("wal", new FileInfo(DatabasePath + "-wal").Length), (metrics.JournalMode, metrics.WalBytes));
        Assert.Equal(HealthStatus.Healthy, health.Status);
    }

    [Fact]
    public void In_a_read_only_folder_one_that_the_service_has_open_can_be_looked_at()
    {
        using SqliteConnection service = Open();

        ProbeResult result = ProbeAsReader();

        Assert.Null(result.Error);
        Assert.Equal(HealthStatus.Healthy, ComponentVerdict.StatusOf(result.Checks));
        Assert.Equal("3", ((SqliteMetrics)result.Metrics!).QueryResult);
    }

    [Fact]
    public void In_a_read_only_folder_one_that_nobody_has_open_cannot_and_the_message_says_what_is_needed()
    {
        Open().Dispose();

        ProbeResult result = ProbeAsReader();

        HealthCheck connect = Assert.Single(result.Checks);
        Assert.Equal(("connect", HealthStatus.Unhealthy), (connect.Name, connect.Status));
        Assert.Contains("cannot be opened", result.Error, StringComparison.Ordinal);
        Assert.Contains("in WAL mode its -wal and -shm too, and write its folder where they are not there yet", result.Error, StringComparison.Ordinal);
        Assert.Equal([DatabasePath], Directory.GetFiles(_folder.Path));
    }

    private DatabaseSettings Settings => new() { Provider = DatabaseProvider.Sqlite, ConnectionString = new SensitiveText("Data Source=app.db"), BaseFolder = _folder.Path, HealthQuery = new SensitiveText("SELECT count(*) FROM t") };

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={DatabasePath};Pooling=False");
        connection.Open();
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL; CREATE TABLE t (id INTEGER PRIMARY KEY); INSERT INTO t VALUES (1), (2), (3)";
        command.ExecuteNonQuery();
        return connection;
    }

    // SQLite works on the thread that calls it.
    private ProbeResult ProbeAsReader()
    {
        foreach (string file in Directory.GetFiles(_folder.Path))
        {
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        }

        File.SetUnixFileMode(_folder.Path, ReadByAll);
        return UnprivilegedThread.Run(() =>
            new SqliteProbe(Settings, _folder.Path).ProbeAsync(new ProbeContext(new SecretResolver(new Redactor()), TimeSpan.FromSeconds(30)), CancellationToken.None).GetAwaiter().GetResult());
    }
}
