using SysOps.Backups.Archives.Indexes;

namespace SysOps.Backups.Archives.Zstandard;

/// <summary>One frame on its way: laid out and compressed on any thread, written in its turn.</summary>
internal class FrameJob : IDisposable
{
    private readonly ManualResetEventSlim _done = new();

    /// <summary>Which frame of the archive it becomes, from 0.</summary>
    public int Number { get; set; }

    /// <summary>Entries whose last byte is in this frame; the index tells of them once it is written.</summary>
    public List<IndexEntry> Entries { get; } = [];

    /// <summary>What the parent's index has and this one has not, or as another kind of thing; in the order of their paths.</summary>
    public List<IndexEntry> Removed { get; } = [];

    /// <summary>The content, when it is there already.</summary>
    public FrameBuffer? Buffer { get; set; }

    public int ContentLength { get; set; }

    public byte[] Compressed { get; set; } = [];

    public int CompressedLength { get; set; }

    /// <summary>Lays out the content, on a worker.</summary>
    public virtual void Fill(FrameBuffer buffer, CancellationToken cancellationToken)
    {
    }

    public void SetDone() => _done.Set();

    public void WaitUntilDone(CancellationToken cancellationToken) => _done.Wait(cancellationToken);

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _done.Dispose();
        }
    }
}
