using System.Text;
using SysOps.Backups.Restoring.Items;
using SysOps.Backups.Restoring.Trees;
using SysOps.Files.Native;

namespace SysOps.Backups.Restoring;

/// <summary>What comes after the swaps, or instead of them: keeping or removing what was replaced, removing what was staged, and at last the journal. Each step may be repeated after a crash.</summary>
internal static class RestoreFinish
{
    /// <summary>Of a restore that is in place.</summary>
    public static async Task CompleteAsync(RestoreJournal journal, RestoreJournals journals, IDatabaseSwapper? database, CancellationToken cancellationToken)
    {
        foreach (TreeSwap tree in journal.Trees)
        {
            KeepPrevious(tree);
            StagingFolder.Remove(tree);
        }

        if (journal.Database is { } swap)
        {
            await Required(database).FinishAsync(swap, cancellationToken).ConfigureAwait(false);
        }

        End(journal, journals);
    }

    /// <summary>Of a restore that is given up: nothing of it is in place.</summary>
    public static async Task DiscardAsync(RestoreJournal journal, RestoreJournals journals, IDatabaseSwapper? database, CancellationToken cancellationToken)
    {
        foreach (TreeSwap tree in journal.Trees)
        {
            StagingFolder.Remove(tree);
        }

        if (journal.Database is { } swap)
        {
            await Required(database).DiscardAsync(swap, cancellationToken).ConfigureAwait(false);
        }

        End(journal, journals);
    }

    private static void KeepPrevious(TreeSwap tree)
    {
        if (tree.Previous is not { } previous || !Directory.Exists(tree.Root))
        {
            return;
        }

        using NativeFolder root = NativeFolder.Open(tree.Root);
        if (SwapExecutor.IdentityAt(root, tree.StagedTree) is null)
        {
            return;
        }

        using NativeFolder staging = root.OpenBeneath(tree.StagedTree.Parent);
        using NativeFolder parent = NativeFolder.Open(Path.GetDirectoryName(previous)!);
        staging.Rename(tree.StagedTree.Name, parent, Encoding.UTF8.GetBytes(Path.GetFileName(previous)));
        parent.Sync();
    }

    private static void End(RestoreJournal journal, RestoreJournals journals)
    {
        ScratchFolder.Remove(journals.ScratchFolderOf(journal.Id));
        journals.Delete(journal);
    }

    private static IDatabaseSwapper Required(IDatabaseSwapper? database) => database ?? throw new InvalidOperationException("The journal has a database, and there is nothing to reach it by.");
}
