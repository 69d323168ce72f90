using SysOps.Backups.Archives.Indexes;
using SysOps.Backups.Archives.Zstandard;
using SysOps.Files;
using SysOps.Files.Walking;

namespace SysOps.Backups.Archives.Writing;

/// <summary>Entries that make one frame together: a worker reads them and lays them out, while others do the same with theirs.</summary>
internal sealed class EntryBatch : FrameJob
{
    // Headers with a pax header, which nanoseconds alone ask for.
    private const int HeaderEstimate = 1536;

    private readonly EntryStorer _storer;
    private readonly List<(WalkedEntry Entry, LinkMember? Link)> _items = [];

    public EntryBatch(EntryStorer storer)
    {
        _storer = storer;
    }

    /// <summary>About how long the frame will be, in bytes.</summary>
    public long Estimate { get; private set; }

    public bool IsEmpty => _items.Count == 0;

    public static long EstimateOf(WalkedEntry entry) => HeaderEstimate + (entry.Facts.Kind == FileKind.File ? entry.Facts.Size : 0);

    public void Add(WalkedEntry entry, LinkMember? link)
    {
        _items.Add((entry, link));
        Estimate += EstimateOf(entry);
    }

    public override void Fill(FrameBuffer buffer, CancellationToken cancellationToken)
    {
        using OpenParent parent = new(_storer.Root);
        try
        {
            foreach ((WalkedEntry entry, LinkMember? link) in _items)
            {
                cancellationToken.ThrowIfCancellationRequested();
                IndexEntry? stored = _storer.Store(entry, link, parent, new TarSink(buffer, () => (Number, buffer.Length), entry.Facts.Size + FrameBuffer.UsualSize));
                if (stored is not null)
                {
                    Entries.Add(stored);
                }
            }
        }
        finally
        {
            foreach ((_, LinkMember? link) in _items)
            {
                link?.Settle(null);
            }
        }
    }
}
