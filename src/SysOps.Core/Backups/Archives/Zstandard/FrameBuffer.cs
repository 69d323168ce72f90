using System.Buffers;

namespace SysOps.Backups.Archives.Zstandard;

/// <summary>The content of one frame while it is laid out.</summary>
public sealed class FrameBuffer : IBufferWriter<byte>
{
    /// <summary>What frames aim at, in bytes, before compression.</summary>
    public const int UsualSize = 4 * 1024 * 1024;

    // The last entries of a frame may go over the usual size; the slack spares a larger array then.
    internal const int Slack = 256 * 1024;

    private readonly int _usualLength;
    private byte[] _bytes;

    /// <param name="frameSize">What the frame aims at, in bytes.</param>
    public FrameBuffer(int frameSize = UsualSize)
    {
        _usualLength = frameSize + Slack;
        _bytes = new byte[_usualLength];
    }

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Content => _bytes.AsSpan(0, Length);

    /// <summary>Whether it has not grown, and is worth keeping.</summary>
    internal bool IsUsual => _bytes.Length == _usualLength;

    /// <inheritdoc />
    public void Advance(int count) => Length += count;

    /// <inheritdoc />
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsMemory(Length);
    }

    /// <inheritdoc />
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsSpan(Length);
    }

    /// <summary>Forgets what was written after the length: an entry that turned out not to be readable.</summary>
    public void CutTo(int length) => Length = length;

    private void Reserve(int size)
    {
        int needed = Length + Math.Max(1, size);
        if (needed > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(needed, Math.Min(_bytes.Length * 2, Array.MaxLength)));
        }
    }
}
