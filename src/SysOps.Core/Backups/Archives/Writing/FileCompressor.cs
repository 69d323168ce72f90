using SysOps.Backups.Archives.Zstandard;

namespace SysOps.Backups.Archives.Writing;

/// <summary>Compresses one file as it is, in the frames of an archive but without a tar stream around it: <c>zstd -d</c> gives the file back. On every platform.</summary>
public static class FileCompressor
{
    /// <param name="content">Read to its end; left open.</param>
    /// <param name="output">Left open, and not synced.</param>
    /// <param name="options">Level and threads.</param>
    /// <param name="cancellationToken">Gives up: what was written is of no use.</param>
    /// <exception cref="IOException">The content cannot be read, or the output cannot be written.</exception>
    public static Task<ArchiveTotals> WriteAsync(Stream content, Stream output, ArchiveOptions options, CancellationToken cancellationToken) =>
        Task.Run(() => CompressAsync(content, output, options, cancellationToken), cancellationToken);

    private static async Task<ArchiveTotals> CompressAsync(Stream content, Stream output, ArchiveOptions options, CancellationToken cancellationToken)
    {
        FramePipeline frames = new(output, options.Level, options.Workers, _ => { }, cancellationToken);
        await using (frames.ConfigureAwait(false))
        {
            FrameSplitter splitter = new(frames);
            while (content.Read(splitter.GetSpan()) is > 0 and int length)
            {
                splitter.Advance(length);
            }

            splitter.Flush();
            return await frames.CompleteAsync().ConfigureAwait(false);
        }
    }
}
