using SysOps.Backups.Archives;
using SysOps.Backups.Archives.Indexes;
using SysOps.Files.Native;
using SysOps.Files.Walking;

namespace SysOps.Backups.Restoring.Trees;

/// <summary>Plans the restore of a tree.</summary>
public static class TreePlanner
{
    /// <param name="stored">The backup's entries, in their order.</param>
    /// <param name="target">The folder that is restored to; null when there is none yet.</param>
    /// <param name="rules">What to do with which entry.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArchiveCorruptException">The index is damaged.</exception>
    /// <exception cref="NativeException">A part of the target cannot be looked at: what is there would be lost unseen.</exception>
    public static TreePlan Plan(IEnumerable<IndexEntry> stored, NativeFolder? target, TreeRules rules, CancellationToken cancellationToken)
    {
        var totals = new PlanTotals();
        var decisions = Decisions(rules, target);
        foreach (MergedEntry entry in TreeMerge.Of(stored, Walk(target)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            totals.Add(entry, decisions.Next(entry));
        }

        return totals.ToPlan();
    }

    /// <summary>The decisions about a target.</summary>
    internal static TreeDecisions Decisions(TreeRules rules, NativeFolder? target) => new(rules, folder => rules.Protection.IsBelow(target, folder));

    /// <summary>All of the target, what backups leave out as well: it is to be kept.</summary>
    internal static IEnumerable<WalkedEntry> Walk(NativeFolder? target) => target is null
        ? []
        : new TreeWalk(target, new WalkFilter("/", [], []), static (_, exception) => throw exception).Entries();
}
