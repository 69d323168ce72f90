using SysOps.Files;
using SysOps.Files.Native;
using SysOps.Files.Walking;

namespace SysOps.Backups.Restoring.Trees;

/// <summary>What a restore leaves alone in a tree, each with all that is in it: what backups leave out, what SysOps itself keeps there, and other file systems.</summary>
public sealed class TreeProtection
{
    private readonly WalkFilter _filter;
    private readonly HashSet<PathBytes> _mounts;

    /// <param name="filter">What backups leave out.</param>
    /// <param name="mounts">Where other file systems are mounted, below the root.</param>
    public TreeProtection(WalkFilter filter, IEnumerable<PathBytes> mounts)
    {
        _filter = filter;
        _mounts = [.. mounts];
    }

    public static TreeProtection None { get; } = new(new WalkFilter("/", [], []), []);

    public bool Covers(PathBytes path, FileIdentity identity) => _mounts.Contains(path) || _filter.LeavesOut(path, identity);

    /// <summary>Whether anything below the folder is covered: then it can neither go away nor become something else.</summary>
    public bool IsBelow(NativeFolder? target, PathBytes folder)
    {
        if (target is null)
        {
            return false;
        }

        using NativeFolder opened = target.OpenBeneath(folder);
        return TreePlanner.Walk(opened).Any(entry => !entry.Path.IsRoot && Covers(Join(folder, entry.Path), entry.Facts.Identity));
    }

    private static PathBytes Join(PathBytes folder, PathBytes path) => folder.IsRoot ? path : PathBytes.Of([.. folder.Bytes, (byte)'/', .. path.Bytes]);
}
