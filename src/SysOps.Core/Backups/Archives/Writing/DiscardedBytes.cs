using System.Buffers;

namespace SysOps.Backups.Archives.Writing;

/// <summary>Takes what is written and forgets it.</summary>
internal sealed class DiscardedBytes : IBufferWriter<byte>, IDisposable
{
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(128 * 1024);

    /// <inheritdoc />
    public void Advance(int count)
    {
    }

    /// <inheritdoc />
    public Memory<byte> GetMemory(int sizeHint = 0) => _bytes;

    /// <inheritdoc />
    public Span<byte> GetSpan(int sizeHint = 0) => _bytes;

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
    }
}
