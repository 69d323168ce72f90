using SysOps.Backups.Archives.Indexes;

namespace SysOps.Backups.Archives.Writing;

/// <summary>
/// One name of a file that has several. The first whose content can be stored carries it, the later ones link to it: each asks the one before,
/// which is earlier in the archive and so never waits for a later one.
/// </summary>
internal sealed class LinkMember
{
    private readonly object _gate = new();
    private LinkMember? _previous;
    private IndexEntry? _stored;
    private bool _isSettled;

    public LinkMember(LinkMember? previous)
    {
        _previous = previous;
    }

    /// <summary>The entry with the content, among the names before this one; null when none could be stored. Waits until that is known.</summary>
    public IndexEntry? FindStored()
    {
        IndexEntry? stored = _previous?.Wait();
        _previous = null;
        return stored;
    }

    /// <summary>Says which entry has the content; null: not yet any. The first word counts.</summary>
    public void Settle(IndexEntry? stored)
    {
        lock (_gate)
        {
            _stored = _isSettled ? _stored : stored;
            _isSettled = true;
            Monitor.PulseAll(_gate);
        }
    }

    private IndexEntry? Wait()
    {
        lock (_gate)
        {
            while (!_isSettled)
            {
                Monitor.Wait(_gate);
            }

            return _stored;
        }
    }
}
