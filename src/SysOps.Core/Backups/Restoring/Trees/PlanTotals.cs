using System.Runtime.InteropServices;
using SysOps.Backups.Archives;
using SysOps.Backups.Archives.Indexes;
using SysOps.Files;

namespace SysOps.Backups.Restoring.Trees;

/// <summary>Adds decisions up to a plan; bounded memory, whatever their number.</summary>
internal sealed class PlanTotals
{
    private const int MostEntries = 10_000;

    private readonly Dictionary<RestoreAction, long> _counts = [];
    private readonly List<RestorePlanEntry> _created = [];
    private readonly List<RestorePlanEntry> _changed = [];
    private readonly TreeFingerprint _fingerprint = new(withChangeTimes: true);
    private long _written;
    private long _lost;
    private long _matched;

    public void Add(MergedEntry entry, EntryDecision decision)
    {
        CollectionsMarshal.GetValueRefOrAddDefault(_counts, decision.Action, out _)++;
        _matched += entry.Stored is not null && decision.Reason != TreeRules.NotAsked ? 1 : 0;
        if (entry.Present is { } present)
        {
            _fingerprint.Add(present);
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

    public TreePlan ToPlan() => new()
    {
        Counts = _counts,
        Matched = _matched,
        WrittenBytes = _written,
        LostBytes = _lost,
        Entries = [.. _changed.Concat(_created).Take(MostEntries)],
        Fingerprint = _fingerprint.ToString(),
    };
}
