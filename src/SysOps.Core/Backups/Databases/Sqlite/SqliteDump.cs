using Microsoft.Data.Sqlite;
using SysOps.Files;

namespace SysOps.Backups.Databases.Sqlite;

/// <summary>Copies a SQLite database that is in use into a file, by SQLite's own online backup, and checks the copy.</summary>
public static class SqliteDump
{
    /// <param name="source">The database.</param>
    /// <param name="target">Where the copy goes; must not exist.</param>
    /// <param name="options">Limits and progress.</param>
    /// <param name="cancellationToken">Gives up; no file is left.</param>
    /// <exception cref="SysOpsException">DatabaseDumpFailed, DatabaseDumpCorrupt or DatabaseTimeout.</exception>
    public static async Task<SqliteDumpSummary> RunAsync(string source, string target, SqliteCopyOptions options, CancellationToken cancellationToken)
    {
        if (!File.Exists(source))
        {
            throw new SysOpsException(ErrorCatalogue.DatabaseDumpFailed, $"The database file '{source}' does not exist.", "Correct Data Source in database.connectionString.", source);
        }

        try
        {
            // SQLite works on the thread that calls it.
            return await Task.Run(() => Copy(source, target, options, cancellationToken), CancellationToken.None).ConfigureAwait(false);
        }
        catch (SqliteException exception)
        {
            DeleteAll(target);
            cancellationToken.ThrowIfCancellationRequested();
            throw SqliteTrouble.Describe(exception, source, ErrorCatalogue.DatabaseDumpFailed);
        }
        catch
        {
            DeleteAll(target);
            throw;
        }
    }

    private static SqliteDumpSummary Copy(string source, string target, SqliteCopyOptions options, CancellationToken cancellationToken)
    {
        long started = options.Time.GetTimestamp();
        DateTimeOffset now = options.Time.GetUtcNow();
        PrivateFiles.Create(target).Dispose();
        using (SqliteFileConnection from = SqliteFileConnection.Open(source, SqliteOpenMode.ReadWrite, options.BusyLimit))
        using (SqliteFileConnection to = SqliteFileConnection.Open(target, SqliteOpenMode.ReadWrite, options.BusyLimit))
        {
            SqliteCopy.Run(from, to, options, cancellationToken);
        }

        using SqliteFileConnection copy = SqliteFileConnection.Open(target, SqliteOpenMode.ReadWrite, options.BusyLimit);
        SqliteIntegrity.Check(copy, cancellationToken);
        return new SqliteDumpSummary
        {
            LibraryVersion = copy.Text("SELECT sqlite_version()"),
            Encoding = copy.Text("PRAGMA encoding"),
            PageSize = (int)copy.Number("PRAGMA page_size"),
            JournalMode = copy.Text("PRAGMA journal_mode"),
            SizeBytes = copy.Number("PRAGMA page_count") * copy.Number("PRAGMA page_size"),
            SnapshotTime = now,
            Duration = options.Time.GetElapsedTime(started),
            Tables = SqliteIntegrity.Tables(copy),
        };
    }

    private static void DeleteAll(string target)
    {
        foreach (string suffix in (string[])["", "-wal", "-shm", "-journal"])
        {
            File.Delete(target + suffix);
        }
    }
}
