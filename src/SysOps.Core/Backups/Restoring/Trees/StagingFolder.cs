using System.Text;
using SysOps.Files;
using SysOps.Files.Native;

namespace SysOps.Backups.Restoring.Trees;

/// <summary>The folder (0700) that a restored tree is laid out in, on the file system of its target.</summary>
internal static class StagingFolder
{
    /// <summary>Makes it, with an empty folder for the tree.</summary>
    /// <exception cref="SysOpsException">RestoreNotPossible: nothing could be swapped there.</exception>
    public static NativeFolder Create(NativeFolder root, TreeSwap swap)
    {
        byte[] name = Encoding.UTF8.GetBytes(swap.Staging);
        root.CreateFolder(name);
        NativeFolder staging = root.OpenFolder(name);
        try
        {
            ExchangeSupport.Require(staging, swap.Root);
            staging.CreateFolder(swap.StagedTree.Name);
            return staging;
        }
        catch
        {
            staging.Dispose();
            throw;
        }
    }

    /// <summary>Removes it with all that is in it; that there is none is fine.</summary>
    public static void Remove(TreeSwap swap)
    {
        if (Directory.Exists(swap.Root))
        {
            using NativeFolder root = NativeFolder.Open(swap.Root);
            TreeRemoval.Remove(root, Encoding.UTF8.GetBytes(swap.Staging));
            root.Sync();
        }
    }
}
