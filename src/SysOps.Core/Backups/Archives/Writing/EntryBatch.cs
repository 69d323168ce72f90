using SysOps.Backups.Archives.Indexes;
using SysOps.Backups.Archives.Tar;
using SysOps.Backups.Archives.Zstandard;
using SysOps.Files;

namespace SysOps.Backups.Archives.Writing;

/// <summary>Entries that make one frame together: a worker reads them and lays them out, while others do the same with theirs.</summary>
internal sealed class EntryBatch : FrameJob
{
    // Headers with a pax header, which nanoseconds alone ask for.
    private const int HeaderEstimate = 3 * TarFormat.BlockSize;

    // What is taken over takes no room in the frame, but in memory.
    private const int MostItems = 4096;

    private readonly EntryStorer _storer;
    private readonly List<TreeItem> _items = [];

    public EntryBatch(EntryStorer storer)
    {
        _storer = storer;
    }

    /// <summary>About how long the frame will be, in bytes.</summary>
    public long Estimate { get; private set; }

    public bool IsEmpty => _items.Count == 0;

    public static long EstimateOf(TreeItem item)
    {
        if (item.IsFree)
        {
            return 0;
        }

        long size = item.Present!.Facts.Kind == FileKind.File ? item.Present.Facts.Size : 0;
        return HeaderEstimate + size + TarFormat.PaddingOf(size);
    }

    public bool HasRoomFor(TreeItem item) => IsEmpty || (_items.Count < MostItems && Estimate + EstimateOf(item) <= FrameBuffer.UsualSize);

    public void Add(TreeItem item)
    {
        _items.Add(item);
        Estimate += EstimateOf(item);
    }

    public override void Fill(FrameBuffer buffer, CancellationToken cancellationToken)
    {
        using OpenParent parent = new(_storer.Root);
        try
        {
            foreach (TreeItem item in _items)
            {
                cancellationToken.ThrowIfCancellationRequested();
                IndexEntry? stored = item.Present is { } present ? _storer.Store(item, present, parent, new TarSink(buffer, () => (Number, buffer.Length), present.Facts.Size + FrameBuffer.UsualSize)) : null;
                if (stored is not null)
                {
                    Entries.Add(stored);
                }

                if (item.IsRemoved(stored))
                {
                    Removed.Add(item.Before!);
                }
            }
        }
        finally
        {
            foreach (TreeItem item in _items)
            {
                item.Link?.Settle(null);
            }
        }
    }
}
