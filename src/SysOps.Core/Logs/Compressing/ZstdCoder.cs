using SysOps.Files;
using ZstdNet;

namespace SysOps.Logs.Compressing;

/// <summary>Each block is a frame of zstd with its checksum: zstdcat reads them as one file.</summary>
internal sealed class ZstdCoder(int level) : IBlockCoder
{
    public const int BlockSize = 4 * 1024 * 1024;

    private readonly FrameCompressor _compressor = new(level);
    private readonly Decompressor _decompressor = new();
    private readonly byte[] _frame = new byte[FrameCompressor.Bound(BlockSize)];
    private readonly byte[] _check = new byte[BlockSize];

    public ReadOnlyMemory<byte> Encode(ReadOnlyMemory<byte> block)
    {
        int length = _compressor.Compress(block.Span, _frame);
        return ComesOut(length, block.Span) ? _frame.AsMemory(0, length) : throw new InvalidDataException("What was compressed does not come out as it went in.");
    }

    private bool ComesOut(int length, ReadOnlySpan<byte> block)
    {
        try
        {
            int back = block.IsEmpty ? 0 : _decompressor.Unwrap(_frame.AsSpan(0, length), _check, bufferSizePrecheck: true);
            return _check.AsSpan(0, back).SequenceEqual(block);
        }
        catch (ZstdException)
        {
            return false;
        }
    }

    public void Dispose()
    {
        _compressor.Dispose();
        _decompressor.Dispose();
    }
}
