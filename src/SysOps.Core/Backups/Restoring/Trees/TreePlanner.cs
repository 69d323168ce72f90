using System.IO.Hashing;
using System.Runtime.InteropServices;
using SysOps.Backups.Archives;
using SysOps.Backups.Archives.Indexes;
using SysOps.Files;
using SysOps.Files.Native;
using SysOps.Files.Walking;

namespace SysOps.Backups.Restoring.Trees;

/// <summary>Plans the restore of a tree; bounded memory, whatever its size.</summary>
public sealed class TreePlanner
{
    private const int MostEntries = 10_000;

    private readonly Dictionary<RestoreAction, long> _counts = [];
    private readonly List<RestorePlanEntry> _created = [];
    private readonly List<RestorePlanEntry> _changed = [];
    private readonly XxHash128 _fingerprint = new();
    private long _written;
    private long _lost;

    private TreePlanner()
    {
    }

    /// <param name="stored">The backup's entries, in their order.</param>
    /// <param name="target">The folder that is restored to; null when there is none yet.</param>
    /// <param name="rules">What to do with which entry.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArchiveCorruptException">The index is damaged.</exception>
    /// <exception cref="NativeException">A part of the target cannot be looked at: what is there would be lost unseen.</exception>
    public static TreePlan Plan(IEnumerable<IndexEntry> stored, NativeFolder? target, TreeRules rules, CancellationToken cancellationToken)
    {
        var planner = new TreePlanner();
        var decisions = new TreeDecisions(rules);
        foreach (MergedEntry entry in TreeMerge.Of(stored, Walk(target)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            planner.Add(entry, decisions.Next(entry));
        }

        return planner.ToPlan();
    }

    /// <summary>All of the target, what backups leave out as well: it is to be kept.</summary>
    internal static IEnumerable<WalkedEntry> Walk(NativeFolder? target) => target is null
        ? []
        : new TreeWalk(target, new WalkFilter("/", [], []), static (_, exception) => throw exception).Entries();

    private void Add(MergedEntry entry, EntryDecision decision)
    {
        CollectionsMarshal.GetValueRefOrAddDefault(_counts, decision.Action, out _)++;
        if (entry.Present is { } present)
        {
            Mark(present);
        }

        long size = entry.Stored is { Kind: EntryKind.File } stored ? stored.Size : 0;
        long presentSize = entry.Present is { Facts: { Kind: FileKind.File, Size: var bytes } } ? bytes : 0;
        switch (decision.Action)
        {
            case RestoreAction.Keep:
                return;
            case RestoreAction.Create:
                _written += size;
                break;
            case RestoreAction.Overwrite or RestoreAction.Replace:
                _written += size;
                _lost += presentSize;
                break;
            case RestoreAction.Delete:
                _lost += presentSize;
                break;
        }

        List<RestorePlanEntry> list = decision.Action is RestoreAction.Create ? _created : _changed;
        if (list.Count < MostEntries)
        {
            list.Add(new RestorePlanEntry
            {
                Path = entry.Path.ToString(),
                Action = decision.Action,
                SizeBytes = decision.Action is RestoreAction.Delete ? presentSize : entry.Stored?.Size ?? 0,
                Reason = decision.Reason,
            });
        }
    }

    private void Mark(WalkedEntry present)
    {
        FileFacts facts = present.Facts;
        _fingerprint.Append(present.Path.Bytes);
        _fingerprint.Append([0, (byte)facts.Kind]);
        ReadOnlySpan<long> figures =
        [
            (long)facts.Identity.Device, (long)facts.Identity.Inode, facts.Size, facts.Mode, facts.Modified.Seconds, facts.Modified.Nanoseconds, facts.Changed.Seconds, facts.Changed.Nanoseconds,
        ];
        _fingerprint.Append(MemoryMarshal.AsBytes(figures));
    }

    private TreePlan ToPlan() => new()
    {
        Counts = _counts,
        WrittenBytes = _written,
        LostBytes = _lost,
        Entries = [.. _changed.Concat(_created).Take(MostEntries)],
        Fingerprint = Convert.ToHexStringLower(_fingerprint.GetCurrentHash()),
    };
}
