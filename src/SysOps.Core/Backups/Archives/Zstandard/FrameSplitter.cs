using System.Buffers;
using SysOps.Backups.Archives.Indexes;

namespace SysOps.Backups.Archives.Zstandard;

/// <summary>Cuts what is written one after another into frames.</summary>
internal sealed class FrameSplitter : IBufferWriter<byte>
{
    private readonly FramePipeline _pipeline;
    private FrameJob? _job;

    /// <param name="pipeline">What takes the frames.</param>
    public FrameSplitter(FramePipeline pipeline)
    {
        _pipeline = pipeline;
    }

    /// <summary>Where the next byte goes.</summary>
    public (int Frame, int Offset) Position
    {
        get
        {
            SubmitWhenFull();
            return (_pipeline.NextNumber, _job?.Buffer?.Length ?? 0);
        }
    }

    /// <summary>Has the index tell of the entry once everything written so far is stored.</summary>
    public void Attach(IndexEntry entry) => Job().Entries.Add(entry);

    /// <summary>Tells of an entry of the parent that is no more, in its turn.</summary>
    public void AttachRemoved(IndexEntry entry) => Job().Removed.Add(entry);

    /// <inheritdoc />
    public void Advance(int count) => Job().Buffer!.Advance(count);

    /// <inheritdoc />
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        SubmitWhenFull();
        FrameBuffer buffer = Job().Buffer!;
        Memory<byte> memory = buffer.GetMemory(sizeHint);
        return memory[..Math.Min(memory.Length, Math.Max(sizeHint, _pipeline.FrameSize - buffer.Length))];
    }

    /// <inheritdoc />
    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>Ends the frame here.</summary>
    public void Flush()
    {
        if (_job is { } job)
        {
            _job = null;
            _pipeline.Submit(job);
        }
    }

    private FrameJob Job() => _job ??= new FrameJob { Buffer = _pipeline.Rent() };

    private void SubmitWhenFull()
    {
        if (_job?.Buffer is { } buffer && buffer.Length >= _pipeline.FrameSize)
        {
            Flush();
        }
    }
}
