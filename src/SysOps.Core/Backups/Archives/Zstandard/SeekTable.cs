using System.Buffers.Binary;

namespace SysOps.Backups.Archives.Zstandard;

/// <summary>
/// Where each frame begins: the last, skippable frame of the zstd seekable format, without checksums as each frame has its own
/// (https://github.com/facebook/zstd/blob/dev/contrib/seekable_format/zstd_seekable_compression_format.md).
/// </summary>
public sealed class SeekTable
{
    private const uint SkippableMagic = 0x184D2A5E;
    private const uint SeekableMagic = 0x8F92EAB1;
    private const int HeaderLength = 8;
    private const int FooterLength = 9;
    private const int EntryLength = 8;

    // No frame of ours is larger; a table that says so would take all memory.
    private const uint LargestFrame = 256 * 1024 * 1024;

    private readonly List<(long Offset, int Stored, int Content)> _frames = [];

    public int Count => _frames.Count;

    public long ContentBytes { get; private set; }

    /// <summary>Bytes of all frames, without the table.</summary>
    public long StoredBytes { get; private set; }

    /// <summary>Where the frame is in the file, and how long it is there and after decompression, in bytes.</summary>
    public (long Offset, int Stored, int Content) this[int frame] => _frames[frame];

    /// <summary>Reads the table at the end of an archive.</summary>
    /// <exception cref="ArchiveCorruptException">There is none, or it does not fit the file.</exception>
    public static SeekTable Read(ArchiveBytes archive)
    {
        Span<byte> footer = stackalloc byte[FooterLength];
        if (archive.Length < HeaderLength + FooterLength)
        {
            throw new ArchiveCorruptException("It is too short to be an archive.");
        }

        archive.Read(archive.Length - FooterLength, footer);
        long count = BinaryPrimitives.ReadUInt32LittleEndian(footer);
        long size = (count * EntryLength) + FooterLength;
        if (BinaryPrimitives.ReadUInt32LittleEndian(footer[5..]) != SeekableMagic || footer[4] != 0 || HeaderLength + size > archive.Length)
        {
            throw new ArchiveCorruptException("It does not end with a seek table.");
        }

        byte[] bytes = new byte[HeaderLength + size];
        archive.Read(archive.Length - bytes.Length, bytes);
        if (BinaryPrimitives.ReadUInt32LittleEndian(bytes) != SkippableMagic || BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(4)) != size)
        {
            throw new ArchiveCorruptException("The frame of its seek table is damaged.");
        }

        SeekTable table = new();
        for (int at = HeaderLength; at < bytes.Length - FooterLength; at += EntryLength)
        {
            uint stored = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at));
            uint content = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at + 4));
            if (stored > LargestFrame || content > LargestFrame)
            {
                throw new ArchiveCorruptException("Its seek table tells of a frame that is too large.");
            }

            table.Add((int)stored, (int)content);
        }

        return table.StoredBytes + bytes.Length == archive.Length ? table : throw new ArchiveCorruptException("Its seek table does not fit its length.");
    }

    public void Add(int stored, int content)
    {
        _frames.Add((StoredBytes, stored, content));
        StoredBytes += stored;
        ContentBytes += content;
    }

    /// <summary>The skippable frame that ends the archive.</summary>
    public byte[] ToBytes()
    {
        int size = (_frames.Count * EntryLength) + FooterLength;
        byte[] bytes = new byte[HeaderLength + size];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, SkippableMagic);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), size);
        Span<byte> rest = bytes.AsSpan(HeaderLength);
        foreach ((_, int stored, int content) in _frames)
        {
            BinaryPrimitives.WriteInt32LittleEndian(rest, stored);
            BinaryPrimitives.WriteInt32LittleEndian(rest[4..], content);
            rest = rest[EntryLength..];
        }

        BinaryPrimitives.WriteInt32LittleEndian(rest, _frames.Count);
        BinaryPrimitives.WriteUInt32LittleEndian(rest[5..], SeekableMagic);
        return bytes;
    }
}
