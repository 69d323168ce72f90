using System.Diagnostics;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace SysOps.Backups.Databases.Sqlite;

/// <summary>
/// SQLite's online backup (https://www.sqlite.org/backup.html), some pages at a time so that it can be given up. The source is read in one
/// transaction: without it every write of another process would begin the copy anew.
/// </summary>
internal static class SqliteCopy
{
    private const int PagesAtOnce = 1000;
    private const string Main = "main";

    /// <exception cref="SqliteException">Why it failed.</exception>
    /// <exception cref="OperationCanceledException">It was given up; the target is as it was.</exception>
    public static void Run(SqliteFileConnection source, SqliteFileConnection target, SqliteCopyOptions options, CancellationToken cancellationToken)
    {
        source.Execute("BEGIN");
        try
        {
            // BEGIN alone takes no snapshot; the first read does.
            _ = source.Number("SELECT count(*) FROM sqlite_schema");
            using sqlite3_backup backup = raw.sqlite3_backup_init(target.Handle, Main, source.Handle, Main);
            if (backup.IsInvalid)
            {
                SqliteException.ThrowExceptionForRC(raw.sqlite3_errcode(target.Handle), target.Handle);
            }

            Step(backup, target, options, cancellationToken);
        }
        finally
        {
            source.Execute("ROLLBACK");
        }
    }

    private static void Step(sqlite3_backup backup, SqliteFileConnection target, SqliteCopyOptions options, CancellationToken cancellationToken)
    {
        var busy = Stopwatch.StartNew();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int result = raw.sqlite3_backup_step(backup, PagesAtOnce);
            if (result == raw.SQLITE_DONE)
            {
                return;
            }

            // The busy handler has waited already; a lock within one process is told as LOCKED at once.
            if (result != raw.SQLITE_OK && (result is not (raw.SQLITE_BUSY or raw.SQLITE_LOCKED) || busy.Elapsed > options.BusyLimit))
            {
                SqliteException.ThrowExceptionForRC(result, target.Handle);
            }

            if (result == raw.SQLITE_OK)
            {
                busy.Restart();
                int pages = raw.sqlite3_backup_pagecount(backup);
                options.Progress?.Report(new OperationProgress { Activity = "Copying the database", Status = target.Path, Done = pages - raw.sqlite3_backup_remaining(backup), Total = pages });
            }
            else
            {
                cancellationToken.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(20));
            }
        }
    }
}
