using System.Buffers;
using System.Collections.Concurrent;

namespace SysOps.Backups.Archives.Zstandard;

/// <summary>Buffers that are used again; as many as were ever needed at once.</summary>
internal sealed class FramePool
{
    private readonly ConcurrentBag<FrameBuffer> _buffers = [];

    public static byte[] RentBytes(int length) => ArrayPool<byte>.Shared.Rent(length);

    public static void Return(byte[] bytes) => ArrayPool<byte>.Shared.Return(bytes);

    public FrameBuffer RentBuffer() => _buffers.TryTake(out FrameBuffer? buffer) ? buffer : new FrameBuffer();

    public void Return(FrameBuffer buffer)
    {
        if (buffer.IsUsual)
        {
            buffer.CutTo(0);
            _buffers.Add(buffer);
        }
    }
}
