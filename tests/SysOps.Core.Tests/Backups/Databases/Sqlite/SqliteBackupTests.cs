using Microsoft.Data.Sqlite;
using SysOps.Backups.Databases.Sqlite;
using SysOps.Testing;

namespace SysOps.Core.Tests.Backups.Databases.Sqlite;

public sealed class SqliteBackupTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Live => Path.Combine(_folder.Path, "app.db");

    private string Copy => Path.Combine(_folder.Path, "copy.db");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("WAL")]
    [InlineData("DELETE")]
    public async Task A_copy_of_a_database_in_use_is_whole_and_counted(string mode)
    {
        using SqliteConnection application = Open(Live, $"PRAGMA journal_mode = {mode}", "CREATE TABLE \"odd \"\"name\" (i)", "CREATE TABLE t (i)", Rows("t", 1000), "CREATE VIRTUAL TABLE f USING fts5(x)", "INSERT INTO f VALUES ('word')");
        Assert.Equal(mode == "WAL", File.Exists(Live + "-wal"));

        SqliteDumpSummary dump = await SqliteDump.RunAsync(Live, Copy, new SqliteCopyOptions(), Stop);

        Assert.Equal(1000, dump.Tables.Single(table => table.Name == "t").Rows);
        Assert.Equal(0, dump.Tables.Single(table => table.Name == "odd \"name").Rows);
        Assert.Equal((mode.ToLowerInvariant(), "UTF-8", 4096), (dump.JournalMode, dump.Encoding, dump.PageSize));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Copy));
        Assert.False(File.Exists(Copy + "-wal"));
        Assert.Equal(new FileInfo(Copy).Length, dump.SizeBytes);
    }

    [Fact]
    public async Task What_a_writer_commits_during_the_copy_is_not_in_it_and_the_writer_is_not_held_up()
    {
        using SqliteConnection writer = Open(Live, "PRAGMA journal_mode = WAL", "CREATE TABLE t (i, filler)", "INSERT INTO t SELECT value, randomblob(2000) FROM generate_series_of");
        int written = 0;
        var progress = new Reported(() =>
        {
            Execute(writer, "INSERT INTO t VALUES (-1, randomblob(100))");
            written++;
        });

        SqliteDumpSummary dump = await SqliteDump.RunAsync(Live, Copy, new SqliteCopyOptions { Progress = progress }, Stop);

        Assert.InRange(written, 2, int.MaxValue);
        Assert.Equal(6000, dump.Tables.Single().Rows);
        Assert.Equal(6000L + written, Scalar(writer, "SELECT count(*) FROM t"));
    }

    [Theory]
    [InlineData("WAL")]
    [InlineData("DELETE")]
    public async Task A_restore_goes_into_the_open_file_and_whoever_has_it_open_sees_the_old_content(string mode)
    {
        using SqliteConnection application = Open(Live, $"PRAGMA journal_mode = {mode}", "CREATE TABLE t (i)", Rows("t", 1000));
        SqliteDumpSummary dump = await SqliteDump.RunAsync(Live, Copy, new SqliteCopyOptions(), Stop);
        Execute(application, "DELETE FROM t");
        Execute(application, "CREATE TABLE later (i)");
        long inode = Inode(Live);

        await SqliteRestore.RunAsync(Copy, Live, dump, new SqliteCopyOptions(), Stop);

        Assert.Equal(inode, Inode(Live));
        Assert.Equal(1000L, Scalar(application, "SELECT count(*) FROM t"));
        Assert.Equal(0L, Scalar(application, "SELECT count(*) FROM sqlite_schema WHERE name = 'later'"));
        Assert.Equal("ok", Scalar(application, "PRAGMA integrity_check"));
        Assert.Equal(mode.ToLowerInvariant(), Scalar(application, "PRAGMA journal_mode"));
        using SqliteConnection fresh = Open(Live);
        Assert.Equal(mode.ToLowerInvariant(), Scalar(fresh, "PRAGMA journal_mode"));
    }

    [Fact]
    public async Task A_reader_in_the_middle_of_a_transaction_keeps_what_it_sees()
    {
        using SqliteConnection application = Open(Live, "PRAGMA journal_mode = WAL", "CREATE TABLE t (i)", Rows("t", 10));
        SqliteDumpSummary dump = await SqliteDump.RunAsync(Live, Copy, new SqliteCopyOptions(), Stop);
        Execute(application, "DELETE FROM t");
        using SqliteConnection reader = Open(Live, "BEGIN");
        Assert.Equal(0L, Scalar(reader, "SELECT count(*) FROM t"));

        await SqliteRestore.RunAsync(Copy, Live, dump, new SqliteCopyOptions(), Stop);

        Assert.Equal(0L, Scalar(reader, "SELECT count(*) FROM t"));
        Execute(reader, "COMMIT");
        Assert.Equal(10L, Scalar(reader, "SELECT count(*) FROM t"));
    }

    [Fact]
    public async Task A_writer_that_holds_the_file_all_the_time_is_a_timeout_and_nothing_changes()
    {
        using SqliteConnection application = Open(Live, "PRAGMA journal_mode = WAL", "CREATE TABLE t (i)", Rows("t", 10));
        SqliteDumpSummary dump = await SqliteDump.RunAsync(Live, Copy, new SqliteCopyOptions(), Stop);
        Execute(application, "BEGIN IMMEDIATE");
        Execute(application, "DELETE FROM t WHERE i = 1");

        SysOpsException error = await Assert.ThrowsAsync<SysOpsException>(() => SqliteRestore.RunAsync(Copy, Live, dump, new SqliteCopyOptions { BusyLimit = TimeSpan.FromMilliseconds(200) }, Stop));

        Assert.Equal(ErrorCatalogue.DatabaseTimeout, error.Id);
        Execute(application, "COMMIT");
        Assert.Equal(9L, Scalar(application, "SELECT count(*) FROM t"));
    }

    [Fact]
    public async Task Where_there_is_no_file_one_is_made_with_its_mode_of_journal()
    {
        using (SqliteConnection application = Open(Live, "PRAGMA journal_mode = WAL", "CREATE TABLE t (i)", Rows("t", 10)))
        {
            await SqliteDump.RunAsync(Live, Copy, new SqliteCopyOptions(), Stop);
        }

        SqliteDumpSummary dump = await SqliteDump.RunAsync(Live, Path.Combine(_folder.Path, "second.db"), new SqliteCopyOptions(), Stop);
        string target = Path.Combine(_folder.Path, "new", "app.db");

        await SqliteRestore.RunAsync(Copy, target, dump, new SqliteCopyOptions(), Stop);

        Assert.Equal(["app.db"], Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(target)!).Select(Path.GetFileName));
        using SqliteConnection fresh = Open(target);
        Assert.Equal(10L, Scalar(fresh, "SELECT count(*) FROM t"));
        Assert.Equal("wal", Scalar(fresh, "PRAGMA journal_mode"));
    }

    [Fact]
    public async Task A_damaged_copy_is_refused_before_anything_is_replaced()
    {
        using SqliteConnection application = Open(Live, "CREATE TABLE t (i)", Rows("t", 5000));
        SqliteDumpSummary dump = await SqliteDump.RunAsync(Live, Copy, new SqliteCopyOptions(), Stop);
        using (FileStream stream = new(Copy, FileMode.Open))
        {
            stream.Position = 4096 * 3;
            stream.Write(new byte[4096]);
        }

        SysOpsException damaged = await Assert.ThrowsAsync<SysOpsException>(() => SqliteRestore.RunAsync(Copy, Live, dump, new SqliteCopyOptions(), Stop));
        File.Delete(Copy);
        using (Open(Copy, "CREATE TABLE t (i)", Rows("t", 4999)))
        {
        }

        SysOpsException other = await Assert.ThrowsAsync<SysOpsException>(() => SqliteRestore.RunAsync(Copy, Live, dump, new SqliteCopyOptions(), Stop));

        Assert.Equal([ErrorCatalogue.DatabaseDumpCorrupt, ErrorCatalogue.DatabaseDumpCorrupt], [damaged.Id, other.Id]);
        Assert.Contains("t has not the 5000 rows", other.Message, StringComparison.Ordinal);
        Assert.Equal(5000L, Scalar(application, "SELECT count(*) FROM t"));
    }

    [Fact]
    public async Task A_cancelled_copy_leaves_no_file()
    {
        using SqliteConnection application = Open(Live, "PRAGMA journal_mode = WAL", "CREATE TABLE t (i, filler)", "INSERT INTO t SELECT value, randomblob(2000) FROM generate_series_of");
        using var cancel = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SqliteDump.RunAsync(Live, Copy, new SqliteCopyOptions { Progress = new Reported(cancel.Cancel) }, cancel.Token));

        Assert.Empty(Directory.EnumerateFiles(_folder.Path, "copy.db*"));
    }

    [Fact]
    public async Task A_damaged_database_and_a_missing_one_are_told()
    {
        await File.WriteAllTextAsync(Live, new string('x', 8192), Stop);

        SysOpsException damaged = await Assert.ThrowsAsync<SysOpsException>(() => SqliteDump.RunAsync(Live, Copy, new SqliteCopyOptions(), Stop));
        SysOpsException missing = await Assert.ThrowsAsync<SysOpsException>(() => SqliteDump.RunAsync(Live + "x", Copy, new SqliteCopyOptions(), Stop));

        Assert.Equal([ErrorCatalogue.DatabaseDumpCorrupt, ErrorCatalogue.DatabaseDumpFailed], [damaged.Id, missing.Id]);
        Assert.Equal(["app.db"], Directory.EnumerateFiles(_folder.Path).Select(Path.GetFileName));
    }

    private static string Rows(string table, int count) => $"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count}) INSERT INTO {table} SELECT i FROM n";

    private static SqliteConnection Open(string path, params string[] statements)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ConnectionString);
        connection.Open();
        foreach (string statement in statements)
        {
            Execute(connection, statement.Replace("generate_series_of", "(WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < 6000) SELECT value FROM n)", StringComparison.Ordinal));
        }

        return connection;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static object? Scalar(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private static long Inode(string path)
    {
        using var stat = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("stat", ["-c", "%i", path]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        return long.Parse(stat.StandardOutput.ReadToEnd());
    }

    private sealed class Reported(Action act) : IProgress<OperationProgress>
    {
        public void Report(OperationProgress value) => act();
    }
}
