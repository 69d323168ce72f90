using System.Collections.Concurrent;
using System.Security.Cryptography;
using SysOps.Files;

namespace SysOps.Backups.Archives.Zstandard;

/// <summary>
/// Compresses frames on several threads and writes them in order, with a bounded number in flight. The first failure ends it:
/// every later <see cref="Submit"/> throws it.
/// </summary>
internal sealed class FramePipeline : IAsyncDisposable
{
    private const int MostWorkers = 12; // Each holds two frames; more would not fit into the memory promised.

    private readonly Stream _output;
    private readonly Action<FrameJob> _written;
    private readonly CancellationTokenSource _stop;
    private readonly BlockingCollection<FrameJob> _work = [];
    private readonly BlockingCollection<FrameJob> _order = [];
    private readonly SemaphoreSlim _room;
    private readonly FramePool _pool;
    private readonly SeekTable _table = new();
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Task[] _tasks;
    private Exception? _failure;

    /// <param name="output">Written by one thread at a time; left open.</param>
    /// <param name="level">The compression level of zstd.</param>
    /// <param name="workers">How many threads compress.</param>
    /// <param name="written">Told of each frame, in order, once it is written.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="frameSize">What the frames aim at, in bytes, before compression.</param>
    public FramePipeline(Stream output, int level, int workers, Action<FrameJob> written, CancellationToken cancellationToken, int frameSize = FrameBuffer.UsualSize)
    {
        FrameSize = frameSize;
        _pool = new FramePool(frameSize);
        workers = Math.Clamp(workers, 1, MostWorkers);
        _output = output;
        _written = written;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _room = new SemaphoreSlim((workers * 2) + 1);
        _tasks = [.. Enumerable.Range(0, workers).Select(_ => Start(() => Work(level))), Start(Write)];
    }

    /// <summary>What the frames aim at, in bytes, before compression.</summary>
    public int FrameSize { get; }

    /// <summary>The number of the frame that is submitted next.</summary>
    public int NextNumber { get; private set; }

    public CancellationToken Stopped => _stop.Token;

    public FrameBuffer Rent() => _pool.RentBuffer();

    /// <summary>Waits until there is room. From one thread only.</summary>
    public void Submit(FrameJob job)
    {
        try
        {
            _room.Wait(_stop.Token);
            job.Number = NextNumber++;
            _order.Add(job, _stop.Token);
            _work.Add(job, _stop.Token);
        }
        catch (OperationCanceledException) when (_failure is not null)
        {
            throw new IOException(_failure.Message, _failure);
        }
    }

    /// <summary>Waits for all frames and writes the seek table.</summary>
    /// <exception cref="IOException">The output cannot be written.</exception>
    public async Task<ArchiveTotals> CompleteAsync()
    {
        _work.CompleteAdding();
        _order.CompleteAdding();
        await Task.WhenAll(_tasks).ConfigureAwait(false);
        if (_failure is not null)
        {
            throw new IOException(_failure.Message, _failure);
        }

        _stop.Token.ThrowIfCancellationRequested();
        byte[] table = _table.ToBytes();
        Append(table);
        return new ArchiveTotals { Frames = _table.Count, ContentBytes = _table.ContentBytes, StoredBytes = _table.StoredBytes + table.Length, Sha256 = Convert.ToHexStringLower(_hash.GetHashAndReset()) };
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAll(_tasks).ConfigureAwait(false);
        _stop.Dispose();
        _work.Dispose();
        _order.Dispose();
        _room.Dispose();
        _hash.Dispose();
    }

    private Task Start(Action loop) => Task.Factory.StartNew(() => Guard(loop), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private void Guard(Action loop)
    {
        try
        {
            loop();
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Whoever stopped it knows why.
        }
        catch (Exception exception)
        {
            Interlocked.CompareExchange(ref _failure, exception, null);
            _stop.Cancel();
        }
    }

    private void Work(int level)
    {
        using FrameCompressor compressor = new(level);
        foreach (FrameJob job in _work.GetConsumingEnumerable(_stop.Token))
        {
            FrameBuffer buffer = job.Buffer ?? _pool.RentBuffer();
            try
            {
                job.Fill(buffer, _stop.Token);
                job.ContentLength = buffer.Length;
                job.Compressed = _pool.RentCompressed(buffer.Length);
                job.CompressedLength = compressor.Compress(buffer.Content, job.Compressed);
            }
            finally
            {
                job.Buffer = null;
                _pool.Return(buffer);
            }

            job.SetDone();
        }
    }

    private void Write()
    {
        foreach (FrameJob job in _order.GetConsumingEnumerable(_stop.Token))
        {
            job.WaitUntilDone(_stop.Token);
            Append(job.Compressed.AsSpan(0, job.CompressedLength));
            _pool.Return(job.Compressed);
            _table.Add(job.CompressedLength, job.ContentLength);
            _written(job);
            job.Dispose();
            _room.Release();
        }
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        _output.Write(bytes);
        _hash.AppendData(bytes);
    }
}
