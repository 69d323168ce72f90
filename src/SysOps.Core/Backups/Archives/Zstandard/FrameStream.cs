namespace SysOps.Backups.Archives.Zstandard;

/// <summary>The content of an archive from any place on, frame after frame. One thread at a time.</summary>
internal sealed class FrameStream : Stream
{
    private const int BufferStep = 256 * 1024; // Frames differ a little in length: not each of them asks for a buffer of its own.

    private readonly FrameDecoder _decoder = new();
    private ArchiveBytes _archive;
    private SeekTable _table;
    private byte[] _content = [];
    private int _loaded = -1;

    /// <param name="archive">Left open.</param>
    /// <param name="table">Its seek table.</param>
    public FrameStream(ArchiveBytes archive, SeekTable table)
    {
        _archive = archive;
        _table = table;
    }

    /// <summary>The frame that is read from next; behind the last one at the end.</summary>
    public int Frame { get; private set; }

    /// <summary>Where in the frame's content.</summary>
    public int Offset { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => _table.ContentBytes;

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Turns to the start of another archive; what this one took in memory serves for that one.</summary>
    public void TurnTo(ArchiveBytes archive, SeekTable table)
    {
        _archive = archive;
        _table = table;
        _loaded = -1;
        Frame = 0;
        Offset = 0;
    }

    /// <exception cref="ArchiveCorruptException">There is no such place in the archive.</exception>
    public void MoveTo(int frame, int offset)
    {
        if (frame < 0 || frame >= _table.Count || offset < 0 || offset > _table[frame].Content)
        {
            throw new ArchiveCorruptException($"There is no place {offset} in frame {frame}.");
        }

        Frame = frame;
        Offset = offset;
        PassFrameEnds();
    }

    /// <inheritdoc />
    public override int Read(Span<byte> buffer)
    {
        PassFrameEnds();
        if (Frame >= _table.Count || buffer.IsEmpty)
        {
            return 0;
        }

        Load();
        int length = Math.Min(buffer.Length, _table[Frame].Content - Offset);
        _content.AsSpan(Offset, length).CopyTo(buffer);
        Offset += length;
        PassFrameEnds();
        return length;
    }

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <summary>Passes over content; frames that are passed whole are not decompressed.</summary>
    public void Skip(long length)
    {
        while (length > 0 && Frame < _table.Count)
        {
            int step = (int)Math.Min(length, _table[Frame].Content - Offset);
            Offset += step;
            length -= step;
            PassFrameEnds();
        }

        if (length > 0)
        {
            throw new ArchiveCorruptException("It ends within an entry.");
        }
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _decoder.Dispose();
            _content = [];
            _loaded = -1;
        }

        base.Dispose(disposing);
    }

    private void PassFrameEnds()
    {
        while (Frame < _table.Count && Offset == _table[Frame].Content)
        {
            Frame++;
            Offset = 0;
        }
    }

    private void Load()
    {
        if (_loaded == Frame)
        {
            return;
        }

        _loaded = -1;
        if (_content.Length < _table[Frame].Content)
        {
            _content = [];
            _content = GC.AllocateUninitializedArray<byte>((_table[Frame].Content + BufferStep - 1) / BufferStep * BufferStep);
        }

        _decoder.Decode(_archive, _table, Frame, _content);
        _loaded = Frame;
    }
}
