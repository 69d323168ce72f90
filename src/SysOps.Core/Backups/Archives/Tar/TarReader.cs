namespace SysOps.Backups.Archives.Tar;

/// <summary>
/// Reads tar entries one after another: ustar, pax, and what GNU tar adds to it (long names, binary numbers, sparse files of version 1.0).
/// Names are given as they stand; whether they are to be trusted is for the caller to say.
/// </summary>
public sealed class TarReader
{
    // A pax header holds a path and attributes, of at most 64 KiB each by Linux's limits; more is an attempt on memory.
    private const int LongestHeader = 64 * 1024 * 1024;

    private readonly Stream _stream;
    private readonly Action<long> _skip;
    private readonly byte[] _block = new byte[TarFormat.BlockSize];
    private readonly Dictionary<string, byte[]> _global = new(StringComparer.Ordinal);
    private long _data;
    private int _padding;

    /// <param name="stream">Read forward; left open.</param>
    public TarReader(Stream stream)
        : this(stream, length => SkipByReading(stream, length))
    {
    }

    internal TarReader(Stream stream, Action<long> skip)
    {
        _stream = stream;
        _skip = skip;
    }

    /// <summary>Forgets the entry that it is in: the stream was moved to the start of another one.</summary>
    public void Restart()
    {
        _data = 0;
        _padding = 0;
    }

    /// <summary>Passes over what is left of the entry before, and reads the headers of the next; null at the end of the archive.</summary>
    /// <exception cref="ArchiveCorruptException">It is no tar archive, is damaged, or ends without its end mark.</exception>
    public TarEntry? ReadNext()
    {
        SkipRest();
        Dictionary<string, byte[]> records = new(_global, StringComparer.Ordinal);
        while (true)
        {
            ReadBlock();
            if (!_block.AsSpan().ContainsAnyExcept((byte)0))
            {
                ReadBlock();
                return _block.AsSpan().ContainsAnyExcept((byte)0) ? throw new ArchiveCorruptException("A single empty block stands in the tar stream.") : null;
            }

            if (UstarHeader.ReadNumber(_block.AsSpan()[TarFormat.Checksum]) != TarFormat.SumOf(_block))
            {
                throw new ArchiveCorruptException("The checksum of a tar header does not match.");
            }

            switch (_block[TarFormat.Type])
            {
                case TarFormat.PaxHeader:
                    PaxRecords.Read(ReadHeaderContent(), records);
                    break;
                case TarFormat.GlobalPaxHeader:
                    byte[] content = ReadHeaderContent();
                    PaxRecords.Read(content, _global);
                    PaxRecords.Read(content, records);
                    break;
                case TarFormat.GnuLongName:
                    records["path"] = ReadHeaderContent().AsSpan().TrimEnd((byte)0).ToArray();
                    break;
                case TarFormat.GnuLongTarget:
                    records["linkpath"] = ReadHeaderContent().AsSpan().TrimEnd((byte)0).ToArray();
                    break;
                default:
                    return Entry(records);
            }
        }
    }

    /// <summary>Reads the entry's data as they are stored: without holes.</summary>
    /// <returns>How many bytes; 0 at the end of the data.</returns>
    /// <exception cref="ArchiveCorruptException">The archive ends within.</exception>
    public int Read(Span<byte> buffer)
    {
        if (_data == 0 || buffer.IsEmpty)
        {
            return 0;
        }

        int read = _stream.Read(buffer[..(int)Math.Min(buffer.Length, _data)]);
        _data -= read;
        return read > 0 ? read : throw new ArchiveCorruptException("It ends within an entry.");
    }

    /// <summary>Passes over what is left of the entry: the stream is then where the next one starts.</summary>
    public void SkipRest()
    {
        _skip(_data + _padding);
        Restart();
    }

    private TarEntry Entry(Dictionary<string, byte[]> records)
    {
        TarEntry entry = TarEntryHeaders.Read(_block, records);
        _data = TarEntryHeaders.DataLength(_block, records, entry.Kind);
        _padding = TarFormat.PaddingOf(_data);
        if (!records.ContainsKey("GNU.sparse.realsize") && !records.ContainsKey("GNU.sparse.size"))
        {
            return entry with { Size = entry.Kind == EntryKind.File ? _data : 0 };
        }

        long size = TarEntryHeaders.SparseSize(records);
        SparseMap map = SparseMap.Read(size, NextDataBlock);
        return map.DataLength == _data ? entry with { Size = size, Sparse = map } : throw new ArchiveCorruptException("The map of a sparse file does not fit its data.");
    }

    private ReadOnlySpan<byte> NextDataBlock()
    {
        _data -= TarFormat.BlockSize;
        if (_data < 0)
        {
            throw new ArchiveCorruptException("The map of a sparse file is damaged.");
        }

        ReadBlock();
        return _block;
    }

    private byte[] ReadHeaderContent()
    {
        long length = UstarHeader.ReadNumber(_block.AsSpan()[TarFormat.Size]);
        if (length is < 0 or > LongestHeader)
        {
            throw new ArchiveCorruptException("A pax header is too long.");
        }

        byte[] content = new byte[length];
        ReadExactly(content);
        _skip(TarFormat.PaddingOf(length));
        return content;
    }

    private void ReadBlock() => ReadExactly(_block);

    private void ReadExactly(Span<byte> buffer)
    {
        if (_stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false) < buffer.Length)
        {
            throw new ArchiveCorruptException("The tar stream ends too early.");
        }
    }

    private static void SkipByReading(Stream stream, long length)
    {
        byte[] buffer = new byte[Math.Min(length, 64 * 1024)];
        while (length > 0)
        {
            int read = stream.Read(buffer, 0, (int)Math.Min(buffer.Length, length));
            length -= read > 0 ? read : throw new ArchiveCorruptException("It ends within an entry.");
        }
    }
}
