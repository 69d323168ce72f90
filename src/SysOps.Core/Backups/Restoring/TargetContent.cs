using SysOps.Backups.Restoring.Trees;
using SysOps.Files.Native;

namespace SysOps.Backups.Restoring;

/// <summary>Makes sure that nothing was written into a folder between its staging and its exchange: it would be left behind.</summary>
internal static class TargetContent
{
    /// <exception cref="SysOpsException">RestoreTargetChanged. A folder that has been exchanged already is not looked at.</exception>
    public static void RequireUnchanged(TreeSwap swap, CancellationToken cancellationToken)
    {
        if (swap is not { Target: { } path, TargetContent: { } content, Steps: [var step] } || IsDone(swap, step))
        {
            return;
        }

        using NativeFolder? target = Directory.Exists(path) ? NativeFolder.Open(path) : null;
        if (TreeFingerprint.OfContent(target, cancellationToken) != content)
        {
            throw new SysOpsException(
                ErrorCatalogue.RestoreTargetChanged, $"Something was written into '{path}' while the restore was prepared; nothing was changed.", "Stop what writes there, and restore again.", path);
        }
    }

    private static bool IsDone(TreeSwap swap, SwapStep step)
    {
        using NativeFolder root = NativeFolder.Open(swap.Root);
        return SwapExecutor.IdentityAt(root, step.Target) == step.New;
    }
}
