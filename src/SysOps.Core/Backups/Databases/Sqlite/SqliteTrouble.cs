using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace SysOps.Backups.Databases.Sqlite;

/// <summary>What SQLite says when a copy fails, in words that tell what to do.</summary>
internal static class SqliteTrouble
{
    public static SysOpsException Describe(SqliteException exception, string path, ErrorId otherwise) => exception.SqliteErrorCode switch
    {
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new SysOpsException(ErrorCatalogue.DatabaseTimeout, $"'{path}' was locked by another process all the time.", "Look for a long transaction, or stop the service that uses the file.", path, exception),
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => new SysOpsException(ErrorCatalogue.DatabaseDumpCorrupt, $"'{path}' is damaged or no SQLite database: {exception.Message}", "If it is to be replaced, stop the service and move it away together with its -wal and -shm; else restore it from an earlier backup.", path, exception),
        raw.SQLITE_READONLY => new SysOpsException(otherwise, $"'{path}' cannot be written in place: {exception.Message}", "Stop the service; a file in WAL mode with another page size must be moved away together with its -wal and -shm first.", path, exception),
        _ => new SysOpsException(otherwise, $"'{path}': {exception.Message}", "See what SQLite says.", path, exception),
    };
}
