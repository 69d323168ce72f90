using System.Buffers;
using SysOps.Backups.Archives.Zstandard;

namespace SysOps.Backups.Archives.Indexes;

/// <summary>Reads an index from its start to its end, with only a line in memory.</summary>
public sealed class IndexReader : IDisposable
{
    private const int LongestLine = 16 * 1024 * 1024;

    private readonly FrameStream _stream;
    private readonly RepeatedTexts _repeated = new();
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
    private int _start;
    private int _end;

    /// <param name="index">Left open.</param>
    /// <exception cref="ArchiveCorruptException">It is no index.</exception>
    public IndexReader(ArchiveBytes index)
    {
        _stream = new FrameStream(index, SeekTable.Read(index));
    }

    /// <summary>How many entries were read.</summary>
    public long Count { get; private set; }

    /// <summary>The totals, once everything was read.</summary>
    public IndexEnd? End { get; private set; }

    /// <summary>The entries in their order. To be enumerated once.</summary>
    /// <exception cref="ArchiveCorruptException">A line or a frame is damaged, or the end is missing.</exception>
    public IEnumerable<IndexEntry> Entries()
    {
        while (ReadLine() is { } line)
        {
            (IndexEntry? entry, IndexEnd? end) = IndexLine.Read(line.Span, _repeated);
            if (End is not null)
            {
                throw new ArchiveCorruptException("The index goes on after its end.");
            }

            if (entry is not null)
            {
                Count++;
                yield return entry;
            }

            End = end;
        }

        if (End?.Entries != Count)
        {
            throw new ArchiveCorruptException("The index is cut off, or lacks lines.");
        }
    }

    public void Dispose()
    {
        _stream.Dispose();
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    private ReadOnlyMemory<byte>? ReadLine()
    {
        while (true)
        {
            int length = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            if (length >= 0)
            {
                ReadOnlyMemory<byte> line = _buffer.AsMemory(_start, length);
                _start += length + 1;
                return line;
            }

            if (!Fill())
            {
                return _start == _end ? null : throw new ArchiveCorruptException("The index ends within a line.");
            }
        }
    }

    private bool Fill()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        if (_end == _buffer.Length)
        {
            byte[] larger = _end < LongestLine ? ArrayPool<byte>.Shared.Rent(_end * 2) : throw new ArchiveCorruptException("A line of the index is too long.");
            _buffer.CopyTo(larger, 0);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        int read = _stream.Read(_buffer.AsSpan(_end));
        _end += read;
        return read > 0;
    }
}
