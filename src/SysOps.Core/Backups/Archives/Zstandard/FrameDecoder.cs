using System.Buffers;
using ZstdNet;

namespace SysOps.Backups.Archives.Zstandard;

/// <summary>Reads frames of one archive, each with its checksum verified. One thread at a time.</summary>
internal sealed class FrameDecoder : IDisposable
{
    private const uint Magic = 0xFD2FB528;
    private const int ChecksumFlag = 0x04;
    private const int ReservedFlags = 0x18;

    private readonly Decompressor _decompressor = new();

    /// <summary>Decompresses the frame into the buffer, which has at least the frame's content length.</summary>
    /// <exception cref="ArchiveCorruptException">The frame is damaged.</exception>
    public void Decode(ArchiveBytes archive, SeekTable table, int frame, Span<byte> buffer)
    {
        (long offset, int stored, int content) = table[frame];
        byte[] bytes = ArrayPool<byte>.Shared.Rent(stored);
        try
        {
            archive.Read(offset, bytes.AsSpan(0, stored));
            Decode(bytes.AsSpan(0, stored), buffer[..content], frame);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    public void Dispose() => _decompressor.Dispose();

    private void Decode(ReadOnlySpan<byte> stored, Span<byte> content, int frame)
    {
        // A frame without a checksum would be believed whatever it holds.
        if (stored.Length < 5 || BitConverter.ToUInt32(stored) != Magic || (stored[4] & ChecksumFlag) == 0 || (stored[4] & ReservedFlags) != 0)
        {
            throw new ArchiveCorruptException($"Frame {frame} has no sound header.");
        }

        try
        {
            ulong size = Decompressor.GetDecompressedSize(stored);
            if (size != (ulong)content.Length || (content.Length > 0 && _decompressor.Unwrap(stored, content, bufferSizePrecheck: true) != content.Length))
            {
                throw new ArchiveCorruptException($"Frame {frame} has another size than the seek table tells.");
            }
        }
        catch (ZstdException exception)
        {
            throw new ArchiveCorruptException($"Frame {frame} is damaged: {exception.Message}.", exception);
        }
    }
}
