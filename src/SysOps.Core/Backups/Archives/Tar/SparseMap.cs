using System.Buffers;
using System.Buffers.Text;
using System.Runtime.InteropServices;

namespace SysOps.Backups.Archives.Tar;

/// <summary>The parts of a file that hold data, in order; between them are holes. GNU.sparse 1.0: decimal lines before the data, padded to a block.</summary>
public sealed class SparseMap
{
    // Beyond this many the rest is one part with its holes stored as zeros: the map must fit into memory.
    private const int MostParts = 500_000;

    private readonly List<DataPart> _parts = [];

    public IReadOnlyList<DataPart> Parts => _parts;

    /// <summary>In bytes.</summary>
    public long DataLength { get; private set; }

    public bool IsFull => _parts.Count >= MostParts;

    public void Add(long offset, long length)
    {
        _parts.Add(new DataPart(offset, length));
        DataLength += length;
    }

    /// <summary>The map as it stands before the data, padding included.</summary>
    internal byte[] ToBytes()
    {
        ArrayBufferWriter<byte> output = new();
        WriteLine(output, _parts.Count);
        foreach (DataPart part in _parts)
        {
            WriteLine(output, part.Offset);
            WriteLine(output, part.Length);
        }

        TarWriter.WritePadding(output, output.WrittenCount);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>Reads a map, block by block.</summary>
    /// <param name="size">Of the whole file: no part may lie beyond it.</param>
    /// <param name="nextBlock">Gives the next 512 bytes.</param>
    internal static SparseMap Read(long size, Func<ReadOnlySpan<byte>> nextBlock)
    {
        LineReader lines = new(nextBlock);
        long count = lines.Next();
        SparseMap map = new();
        long end = 0;
        for (long part = 0; part < count; part++)
        {
            long offset = lines.Next();
            long length = lines.Next();
            if (offset < end || length < 0 || offset > size - length || map._parts.Count > MostParts)
            {
                throw new ArchiveCorruptException("The map of a sparse file is damaged.");
            }

            map.Add(offset, length);
            end = offset + length;
        }

        return map;
    }

    private static void WriteLine(ArrayBufferWriter<byte> output, long number)
    {
        Span<byte> line = output.GetSpan(24);
        Utf8Formatter.TryFormat(number, line, out int length);
        line[length] = (byte)'\n';
        output.Advance(length + 1);
    }

    private sealed class LineReader(Func<ReadOnlySpan<byte>> nextBlock)
    {
        private readonly byte[] _block = new byte[TarFormat.BlockSize];
        private int _at = TarFormat.BlockSize;

        public long Next()
        {
            long number = 0;
            for (int digits = 0; digits < 20; digits++)
            {
                byte one = NextByte();
                if (one == (byte)'\n' && digits > 0)
                {
                    return number;
                }

                if (one is < (byte)'0' or > (byte)'9' || digits == 19)
                {
                    break;
                }

                number = (number * 10) + (one - (byte)'0');
            }

            throw new ArchiveCorruptException("The map of a sparse file is damaged.");
        }

        private byte NextByte()
        {
            if (_at == _block.Length)
            {
                nextBlock().CopyTo(_block);
                _at = 0;
            }

            return _block[_at++];
        }
    }

    /// <summary>One part with data.</summary>
    /// <param name="Offset">In the file, in bytes.</param>
    /// <param name="Length">In bytes.</param>
    [StructLayout(LayoutKind.Auto)]
    public readonly record struct DataPart(long Offset, long Length);
}
