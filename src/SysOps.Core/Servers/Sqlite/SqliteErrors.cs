using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace SysOps.Servers.Sqlite;

/// <summary>What SQLite says, in words that tell what to do.</summary>
public static class SqliteErrors
{
    // SQLITE_READONLY_CANTINIT and SQLITE_READONLY_DIRECTORY (https://www.sqlite.org/rescode.html), which the binding does not name.
    private const int CannotInitialise = 1288;
    private const int Folder = 1544;

    public static SysOpsException Describe(SqliteException exception, string path) => exception.SqliteErrorCode switch
    {
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => new SysOpsException(ErrorCatalogue.DatabaseUnavailable, $"'{path}' is damaged or no SQLite database: {exception.Message}", "Restore it from a backup; 'sqlite3 file .recover' may save what is left.", path, exception),
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => new SysOpsException(ErrorCatalogue.DatabaseTimeout, $"'{path}' is locked by another process.", "Look for a long write transaction.", path, exception),
        raw.SQLITE_CANTOPEN or raw.SQLITE_PERM or raw.SQLITE_AUTH => Denied(exception, path),

        // In WAL mode a reader, too, needs the shared memory beside the file, or makes it.
        raw.SQLITE_READONLY when exception.SqliteExtendedErrorCode is CannotInitialise or raw.SQLITE_READONLY_CANTLOCK or Folder => Denied(exception, path),
        _ => new SysOpsException(ErrorCatalogue.DatabaseUnavailable, $"'{path}': {exception.Message}", "See what SQLite says.", path, exception),
    };

    private static SysOpsException Denied(SqliteException exception, string path) =>
        new(ErrorCatalogue.DatabaseDenied, $"'{path}' cannot be opened: {exception.Message}", "Let this user read the file; in WAL mode its -wal and -shm too, and write its folder where they are not there yet.", path, exception);
}
