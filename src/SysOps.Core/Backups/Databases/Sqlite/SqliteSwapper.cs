using Microsoft.Data.Sqlite;
using SysOps.Backups.Restoring;
using SysOps.Files;

namespace SysOps.Backups.Databases.Sqlite;

/// <summary>
/// Copies a restored SQLite database into the existing file, in one transaction of SQLite. What the file held is copied beside it first, so that it
/// can be taken back; copying once more does no harm, so that what a crash has cut off is done again.
/// </summary>
public sealed class SqliteSwapper(SqliteCopyOptions options) : IDatabaseSwapper
{
    private const string Old = "old.sqlite";
    private const string Absent = "old.absent";

    /// <summary>The restored database in its staging folder.</summary>
    public static string NewIn(string staging) => Path.Combine(staging, "new.sqlite");

    /// <inheritdoc />
    public Task CarryOutAsync(DatabaseSwap swap, CancellationToken cancellationToken) => GuardAsync(swap, () =>
    {
        KeepOld(swap, cancellationToken);
        SqliteRestore.Copy(NewIn(swap.Scratch), swap.Name, options, cancellationToken);
    });

    /// <inheritdoc />
    public Task UndoAsync(DatabaseSwap swap, CancellationToken cancellationToken) => GuardAsync(swap, () =>
    {
        if (File.Exists(Path.Combine(swap.Scratch, Old)))
        {
            SqliteRestore.Copy(Path.Combine(swap.Scratch, Old), swap.Name, options, cancellationToken);
        }
        else if (File.Exists(Path.Combine(swap.Scratch, Absent)))
        {
            File.Delete(swap.Name);
            FolderSync.Sync(Path.GetDirectoryName(swap.Name)!);
        }
    });

    /// <inheritdoc />
    public Task DiscardAsync(DatabaseSwap swap, CancellationToken cancellationToken) => Task.Run(() => RemoveStaging(swap), cancellationToken);

    /// <inheritdoc />
    public Task FinishAsync(DatabaseSwap swap, CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            string old = Path.Combine(swap.Scratch, Old);
            if (swap is { RemovePrevious: false, Previous: { } previous } && File.Exists(old))
            {
                ExclusiveRename.Rename(old, previous);
                FolderSync.Sync(Path.GetDirectoryName(previous)!);
            }

            RemoveStaging(swap);
        },
        cancellationToken);

    // Under its name only once it is whole: half a copy must never be taken back.
    private void KeepOld(DatabaseSwap swap, CancellationToken cancellationToken)
    {
        string old = Path.Combine(swap.Scratch, Old);
        string absent = Path.Combine(swap.Scratch, Absent);
        if (File.Exists(old) || File.Exists(absent))
        {
            return;
        }

        if (!File.Exists(swap.Name))
        {
            AtomicFile.Write(absent, []);
            return;
        }

        string partial = old + ".partial";
        File.Delete(partial);
        SqliteRestore.CopyOut(swap.Name, partial, options, cancellationToken);
        File.Move(partial, old);
        FolderSync.Sync(swap.Scratch);
    }

    private static void RemoveStaging(DatabaseSwap swap)
    {
        if (Directory.Exists(swap.Scratch))
        {
            Directory.Delete(swap.Scratch, recursive: true);
            FolderSync.Sync(Path.GetDirectoryName(swap.Scratch)!);
        }
    }

    // SQLite works on the thread that calls it.
    private static async Task GuardAsync(DatabaseSwap swap, Action work)
    {
        try
        {
            await Task.Run(work, CancellationToken.None).ConfigureAwait(false);
        }
        catch (SqliteException exception)
        {
            throw SqliteTrouble.Describe(exception, swap.Name, ErrorCatalogue.DatabaseRestoreFailed);
        }
    }
}
