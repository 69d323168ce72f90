using SysOps.Backups.Archives;
using SysOps.Backups.Archives.Indexes;
using SysOps.Files.Walking;

namespace SysOps.Backups.Restoring.Trees;

/// <summary>Decides about the backup's entries one after the other, while the walk of the target goes along: the same decisions as those of a plan.</summary>
internal sealed class DecisionCursor : IDisposable
{
    private readonly TreeDecisions _decisions;
    private readonly IEnumerator<WalkedEntry> _walk;
    private WalkedEntry? _present;
    private IndexEntry? _last;

    public DecisionCursor(TreeDecisions decisions, IEnumerable<WalkedEntry> present)
    {
        _decisions = decisions;
        _walk = present.GetEnumerator();
        Advance();
    }

    /// <summary>To be asked once for each entry, in their order.</summary>
    /// <exception cref="ArchiveCorruptException">They are not in their order.</exception>
    public (EntryDecision Decision, WalkedEntry? Present) Next(IndexEntry stored)
    {
        if (_last is not null && _last.Path >= stored.Path)
        {
            throw new ArchiveCorruptException($"The index has '{stored.Path}' after '{_last.Path}'.");
        }

        _last = stored;
        while (_present is not null && _present.Path < stored.Path)
        {
            _decisions.Next(new MergedEntry(null, _present));
            Advance();
        }

        WalkedEntry? same = _present?.Path == stored.Path ? _present : null;
        if (same is not null)
        {
            Advance();
        }

        return (_decisions.Next(new MergedEntry(stored, same)), same);
    }

    public void Dispose() => _walk.Dispose();

    private void Advance() => _present = _walk.MoveNext() ? _walk.Current : null;
}
