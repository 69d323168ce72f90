using Microsoft.Data.Sqlite;

namespace SysOps.Backups.Databases.Sqlite;

/// <summary>
/// Puts a copy back through the online backup into the existing file, within one transaction of it: whoever has it open sees the old content or the
/// new. A rename would leave their -wal beside another database, and corrupt it. Only where there is no file is one renamed into place.
/// </summary>
public static class SqliteRestore
{
    /// <param name="copy">The copy, which is only read.</param>
    /// <param name="target">The database.</param>
    /// <param name="dump">What was copied, to compare with.</param>
    /// <param name="options">Limits and progress.</param>
    /// <param name="cancellationToken">Gives up; the database is as it was.</param>
    /// <exception cref="SysOpsException">DatabaseDumpCorrupt, DatabaseRestoreFailed or DatabaseTimeout.</exception>
    public static async Task RunAsync(string copy, string target, SqliteDumpSummary dump, SqliteCopyOptions options, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Run(() => Restore(copy, target, dump, options, cancellationToken), CancellationToken.None).ConfigureAwait(false);
        }
        catch (SqliteException exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw SqliteTrouble.Describe(exception, target, ErrorCatalogue.DatabaseRestoreFailed);
        }
    }

    private static void Restore(string copy, string target, SqliteDumpSummary dump, SqliteCopyOptions options, CancellationToken cancellationToken)
    {
        Verify(copy, dump, options, cancellationToken);
        if (!File.Exists(target))
        {
            CopyNew(copy, target, options, cancellationToken);
            return;
        }

        using SqliteFileConnection from = SqliteFileConnection.Open(copy, SqliteOpenMode.ReadWrite, options.BusyLimit);
        using SqliteFileConnection to = SqliteFileConnection.Open(target, SqliteOpenMode.ReadWrite, options.BusyLimit);
        SqliteCopy.Run(from, to, options, cancellationToken);
        SqliteIntegrity.Check(to, CancellationToken.None);
    }

    // Before anything is replaced.
    private static void Verify(string copy, SqliteDumpSummary dump, SqliteCopyOptions options, CancellationToken cancellationToken)
    {
        using SqliteFileConnection database = SqliteFileConnection.Open(copy, SqliteOpenMode.ReadWrite, options.BusyLimit);
        SqliteIntegrity.Check(database, cancellationToken);
        if (SqliteIntegrity.Difference(database, dump) is { } difference)
        {
            throw new SysOpsException(ErrorCatalogue.DatabaseDumpCorrupt, $"'{copy}' is not what was copied: {difference}.", "Verify the backup, or use another one.", copy);
        }
    }

    private static void CopyNew(string copy, string target, SqliteCopyOptions options, CancellationToken cancellationToken)
    {
        string folder = Path.GetDirectoryName(target)!;
        Directory.CreateDirectory(folder);
        string temporary = Path.Combine(folder, $".{Path.GetFileName(target)}.{Path.GetRandomFileName()}");
        try
        {
            using (SqliteFileConnection from = SqliteFileConnection.Open(copy, SqliteOpenMode.ReadWrite, options.BusyLimit))
            using (SqliteFileConnection to = SqliteFileConnection.Open(temporary, SqliteOpenMode.ReadWriteCreate, options.BusyLimit))
            {
                SqliteCopy.Run(from, to, options, cancellationToken);
            }

            File.Move(temporary, target, overwrite: false);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
