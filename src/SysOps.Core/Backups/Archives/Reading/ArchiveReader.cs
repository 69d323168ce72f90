using SysOps.Backups.Archives.Indexes;
using SysOps.Backups.Archives.Tar;

namespace SysOps.Backups.Archives.Reading;

/// <summary>Gives single entries back without reading the rest of their archives. One thread at a time. On every platform.</summary>
public sealed class ArchiveReader : IDisposable
{
    private readonly EntryCursor _cursor;

    /// <param name="archives">Left open.</param>
    public ArchiveReader(ArchiveSet archives)
    {
        _cursor = new EntryCursor(archives);
    }

    /// <summary>Writes the content of a file or hard link, with zeros for holes.</summary>
    /// <exception cref="ArchiveCorruptException">It is damaged; what was written until then is not to be trusted.</exception>
    /// <exception cref="IOException">The archive cannot be read, or the output cannot be written.</exception>
    public void ReadFile(IndexEntry entry, Stream output, CancellationToken cancellationToken)
    {
        long at = 0;
        EntryContent.Read(_cursor, entry, WriteData, cancellationToken);
        Fill(entry.Size);

        void WriteData(ReadOnlySpan<byte> data, long offset)
        {
            Fill(offset);
            output.Write(data);
            at += data.Length;
        }

        void Fill(long until)
        {
            Span<byte> zeros = stackalloc byte[4096];
            zeros.Clear();
            while (at < until)
            {
                int step = (int)Math.Min(zeros.Length, until - at);
                output.Write(zeros[..step]);
                at += step;
            }
        }
    }

    /// <summary>The headers of an entry: what the index does not have, such as extended attributes.</summary>
    /// <exception cref="ArchiveCorruptException">It is damaged.</exception>
    public TarEntry ReadHeaders(IndexEntry entry) => _cursor.MoveTo(entry.Place).Entry;

    public void Dispose() => _cursor.Dispose();
}
