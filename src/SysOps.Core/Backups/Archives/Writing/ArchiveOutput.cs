using SysOps.Backups.Archives.Indexes;
using SysOps.Backups.Archives.Tar;
using SysOps.Backups.Archives.Zstandard;

namespace SysOps.Backups.Archives.Writing;

/// <summary>An archive and its index on their way to their files: frames in order, and of each entry a line once its frame is written.</summary>
internal sealed class ArchiveOutput : IAsyncDisposable
{
    private const int IndexFrameSize = 1024 * 1024;

    private readonly FramePipeline _frames;
    private readonly FramePipeline _indexFrames;
    private readonly FrameSplitter _indexLines;
    private readonly IndexWriter _index;
    private readonly Action<FrameJob> _written;

    /// <param name="archive">Written by one thread at a time; left open.</param>
    /// <param name="index">Likewise.</param>
    /// <param name="options">How.</param>
    /// <param name="written">Told of each frame that is written, in order.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public ArchiveOutput(Stream archive, Stream index, ArchiveOptions options, Action<FrameJob> written, CancellationToken cancellationToken)
    {
        _written = written;
        _indexFrames = new FramePipeline(index, options.Level, workers: 1, _ => { }, cancellationToken, IndexFrameSize);
        _indexLines = new FrameSplitter(_indexFrames);
        _index = new IndexWriter(_indexLines);
        _frames = new FramePipeline(archive, options.Level, options.Workers, Tell, cancellationToken);
        Content = new FrameSplitter(_frames);
    }

    /// <summary>For what is written one after another.</summary>
    public FrameSplitter Content { get; }

    /// <summary>Adds a frame that is laid out by a worker.</summary>
    public void Submit(FrameJob job)
    {
        Content.Flush();
        _frames.Submit(job);
    }

    public async Task<ArchiveSummary> CompleteAsync()
    {
        TarWriter.WriteEnd(Content);
        Content.Flush();
        ArchiveTotals archive = await _frames.CompleteAsync().ConfigureAwait(false);
        _index.WriteEnd(archive);
        _indexLines.Flush();
        return new ArchiveSummary { Archive = archive, Index = await _indexFrames.CompleteAsync().ConfigureAwait(false), Entries = _index.Count };
    }

    public async ValueTask DisposeAsync()
    {
        await _frames.DisposeAsync().ConfigureAwait(false);
        await _indexFrames.DisposeAsync().ConfigureAwait(false);
        _index.Dispose();
    }

    private void Tell(FrameJob job)
    {
        foreach (IndexEntry entry in job.Entries)
        {
            _index.Write(entry);
        }

        _written(job);
    }
}
