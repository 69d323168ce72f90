using Microsoft.Data.Sqlite;
using SysOps.Files;

namespace SysOps.Backups.Databases.Sqlite;

/// <summary>
/// Puts a copy back through the online backup into the existing file, within one transaction of it: whoever has it open sees the old content or the
/// new. A rename would leave their -wal beside another database, and corrupt it. Only where there is no file is one renamed into place.
/// </summary>
public static class SqliteRestore
{
    /// <param name="copy">The copy, which is only read.</param>
    /// <param name="target">The database.</param>
    /// <param name="dump">What was copied, to compare with before anything is replaced.</param>
    /// <param name="options">Limits and progress.</param>
    /// <param name="cancellationToken">Gives up; the database is as it was.</param>
    /// <exception cref="SysOpsException">DatabaseDumpCorrupt, DatabaseRestoreFailed or DatabaseTimeout.</exception>
    public static Task RunAsync(string copy, string target, SqliteDumpSummary dump, SqliteCopyOptions options, CancellationToken cancellationToken) => GuardAsync(
        target,
        () =>
        {
            Verify(copy, dump, options, cancellationToken);
            Copy(copy, target, options, cancellationToken);
        },
        cancellationToken);

    /// <summary>Makes sure that a copy is what was copied, before it replaces anything.</summary>
    /// <exception cref="SysOpsException">DatabaseDumpCorrupt.</exception>
    public static Task VerifyAsync(string copy, SqliteDumpSummary dump, SqliteCopyOptions options, CancellationToken cancellationToken) =>
        GuardAsync(copy, () => Verify(copy, dump, options, cancellationToken), cancellationToken);

    /// <summary>Copies into the database, or makes it where there is none; returns once a crash cannot take it back.</summary>
    /// <exception cref="SqliteException">Why it failed; the database is as it was.</exception>
    internal static void Copy(string copy, string target, SqliteCopyOptions options, CancellationToken cancellationToken)
    {
        CopyPages(copy, target, options, cancellationToken);

        // SQLite commits by removing its journal, and does not sync that: after a power cut it would roll back what its caller counts on.
        FolderSync.Sync(Path.GetDirectoryName(Path.GetFullPath(target))!);
    }

    private static void CopyPages(string copy, string target, SqliteCopyOptions options, CancellationToken cancellationToken)
    {
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

    /// <summary>Copies a live database into a new file (0600).</summary>
    /// <exception cref="SqliteException">Why it failed.</exception>
    internal static void CopyOut(string source, string target, SqliteCopyOptions options, CancellationToken cancellationToken)
    {
        PrivateFiles.Create(target).Dispose();
        using SqliteFileConnection from = SqliteFileConnection.Open(source, SqliteOpenMode.ReadWrite, options.BusyLimit);
        using SqliteFileConnection to = SqliteFileConnection.Open(target, SqliteOpenMode.ReadWrite, options.BusyLimit);
        SqliteCopy.Run(from, to, options, cancellationToken);
    }

    // SQLite works on the thread that calls it.
    private static async Task GuardAsync(string path, Action work, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Run(work, CancellationToken.None).ConfigureAwait(false);
        }
        catch (SqliteException exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw SqliteTrouble.Describe(exception, path, ErrorCatalogue.DatabaseRestoreFailed);
        }
    }

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
            CopyOut(copy, temporary, options, cancellationToken);
            File.Move(temporary, target, overwrite: false);
            FolderSync.Sync(folder);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
