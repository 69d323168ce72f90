using SysOps.Files;
using SysOps.Files.Native;

namespace SysOps.Backups.Restoring;

/// <summary>Carries out the renames of a restore, or takes them back. Either may be done again after a crash: what is done already is left alone.</summary>
public static class SwapExecutor
{
    /// <summary>Puts everything in place, and syncs the folders that changed.</summary>
    /// <exception cref="SysOpsException">RestoreTargetChanged: what is in place, or staged, is no longer what it was.</exception>
    /// <exception cref="NativeException">A rename failed; the steps before it are done.</exception>
    public static void CarryOut(TreeSwap swap, CancellationToken cancellationToken)
    {
        using NativeFolder root = NativeFolder.Open(swap.Root);
        foreach (SwapStep step in swap.Steps)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Toggle(swap, root, step, SwapState.Pending);
        }

        SyncParents(root, swap);
    }

    /// <summary>Puts everything back, last step first, and syncs the folders that changed.</summary>
    /// <exception cref="SysOpsException">RestoreTargetChanged: what is in place, or kept, is no longer what it was.</exception>
    /// <exception cref="NativeException">A rename failed; the steps after it are undone.</exception>
    public static void Undo(TreeSwap swap)
    {
        using NativeFolder root = NativeFolder.Open(swap.Root);
        foreach (SwapStep step in swap.Steps.Reverse())
        {
            Toggle(swap, root, step, SwapState.Done);
        }

        SyncParents(root, swap);
    }

    /// <summary>Which side of the step the disk is on.</summary>
    public static SwapState StateOf(NativeFolder root, SwapStep step)
    {
        FileIdentity? target = IdentityAt(root, step.Target);
        FileIdentity? staged = IdentityAt(root, step.Staged);
        return (target == step.Old && staged == step.New, target == step.New && staged == step.Old) switch
        {
            (true, _) => SwapState.Pending,
            (_, true) => SwapState.Done,
            _ => SwapState.Foreign,
        };
    }

    /// <summary>Which file is at the path; null when there is none.</summary>
    public static FileIdentity? IdentityAt(NativeFolder root, PathBytes path)
    {
        try
        {
            using NativeFolder folder = root.OpenBeneath(path.Parent);
            return folder.ReadFacts(path.Name).Identity;
        }
        catch (NativeException exception) when (exception.Error == NativeError.NoEntry)
        {
            return null;
        }
    }

    private static void Toggle(TreeSwap swap, NativeFolder root, SwapStep step, SwapState from)
    {
        // What is in place counts: what is staged may be put away already.
        if (IdentityAt(root, step.Target) == (from is SwapState.Pending ? step.New : step.Old))
        {
            return;
        }

        if (StateOf(root, step) != from)
        {
            throw new SysOpsException(
                ErrorCatalogue.RestoreTargetChanged,
                $"'{step.Target}' in '{swap.Root}' is neither what it was when the restore was prepared nor what was restored: somebody has changed it since.",
                "Nothing of it was touched. Look at it and at the staging folder beside it, then run Restore-SystemBackup -Rollback or a new restore.",
                Path.Combine(swap.Root, step.Target.ToString()));
        }

        Exchange(root, step, from);
    }

    private static void Exchange(NativeFolder root, SwapStep step, SwapState from)
    {
        using NativeFolder targetFolder = root.OpenBeneath(step.Target.Parent);
        using NativeFolder stagedFolder = root.OpenBeneath(step.Staged.Parent);
        FileIdentity? inPlace = from is SwapState.Pending ? step.Old : step.New;
        FileIdentity? waiting = from is SwapState.Pending ? step.New : step.Old;
        if (inPlace is null)
        {
            stagedFolder.Rename(step.Staged.Name, targetFolder, step.Target.Name);
        }
        else if (waiting is null)
        {
            targetFolder.Rename(step.Target.Name, stagedFolder, step.Staged.Name);
        }
        else
        {
            targetFolder.ExchangeNames(step.Target.Name, stagedFolder, step.Staged.Name);
        }
    }

    private static void SyncParents(NativeFolder root, TreeSwap swap)
    {
        foreach (PathBytes parent in swap.Steps.SelectMany(step => new[] { step.Target.Parent, step.Staged.Parent }).Distinct())
        {
            try
            {
                using NativeFolder folder = root.OpenBeneath(parent);
                folder.Sync();
            }
            catch (NativeException exception) when (exception.Error == NativeError.NoEntry)
            {
                // It is put away already.
            }
        }
    }
}
