using System.Collections.Concurrent;
using SysOps.Files;

namespace SysOps.Backups.Archives.Zstandard;

/// <summary>Buffers for frames of one size that are used again; as many as were ever needed at once.</summary>
/// <param name="frameSize">What the frames aim at, in bytes, before compression.</param>
internal sealed class FramePool(int frameSize)
{
    // The shared pool of arrays has powers of two alone: of each array, nearly half would never be used.
    private readonly int _usualBound = FrameCompressor.Bound(frameSize + FrameBuffer.Slack);
    private readonly ConcurrentBag<FrameBuffer> _buffers = [];
    private readonly ConcurrentBag<byte[]> _compressed = [];

    public FrameBuffer RentBuffer() => _buffers.TryTake(out FrameBuffer? buffer) ? buffer : new FrameBuffer(frameSize);

    public void Return(FrameBuffer buffer)
    {
        if (buffer.IsUsual)
        {
            buffer.CutTo(0);
            _buffers.Add(buffer);
        }
    }

    /// <summary>Room for a frame of this content once it is compressed.</summary>
    public byte[] RentCompressed(int length)
    {
        int bound = FrameCompressor.Bound(length);
        return bound > _usualBound ? new byte[bound] : _compressed.TryTake(out byte[]? bytes) ? bytes : new byte[_usualBound];
    }

    public void Return(byte[] compressed)
    {
        if (compressed.Length == _usualBound)
        {
            _compressed.Add(compressed);
        }
    }
}
