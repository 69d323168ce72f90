using SysOps.Files.Native;

namespace SysOps.Logs.Rotating;

/// <summary>Copies a log that is written to meanwhile, until it has all of it.</summary>
internal sealed class LogCopy
{
    private const int BufferSize = 1024 * 1024;
    private const int MostSyncs = 5;

    private readonly NativeFile _log;
    private readonly NativeFile _copy;
    private readonly TimeProvider _time;
    private readonly byte[] _buffer = new byte[BufferSize];
    private readonly long _started;
    private readonly long _startSize;
    private long _length;

    /// <param name="log">Open for reading, and for writing where it is to be truncated.</param>
    /// <param name="copy">Empty, open for writing.</param>
    /// <param name="time">For the rate at which the log grows.</param>
    public LogCopy(NativeFile log, NativeFile copy, TimeProvider time)
    {
        _log = log;
        _copy = copy;
        _time = time;
        _started = time.GetTimestamp();
        _startSize = log.ReadFacts().Size;
    }

    /// <summary>Copies what there is, until nothing more comes while it is synced.</summary>
    public void Run(CancellationToken cancellationToken)
    {
        for (int sync = 0; sync < MostSyncs; sync++)
        {
            Follow(cancellationToken);
            _copy.Sync();
            if (_log.ReadFacts().Size <= _length)
            {
                return;
            }
        }
    }

    /// <summary>Copies what has come since, and empties the log at once.</summary>
    /// <returns>How many bytes may have come in between, by the rate of growth: an estimate.</returns>
    public long Truncate(CancellationToken cancellationToken)
    {
        Follow(cancellationToken);
        long looked = _time.GetTimestamp();
        _log.SetLength(0);
        TimeSpan window = _time.GetElapsedTime(looked);
        TimeSpan copying = _time.GetElapsedTime(_started, looked);
        _copy.Sync();
        double rate = copying > TimeSpan.Zero ? Math.Max(0, _length - _startSize) / copying.TotalSeconds : 0;
        return (long)Math.Ceiling(rate * window.TotalSeconds);
    }

    // Holes stay holes.
    private void Follow(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            long size = _log.ReadFacts().Size;
            long data = size > _length ? _log.FindData(_length) ?? size : _length;
            if (data > _length)
            {
                _length = Math.Min(data, size);
                _copy.SetLength(_length);
            }

            int read = _log.Read(_buffer, _length);
            if (read == 0)
            {
                return;
            }

            _copy.Write(_buffer.AsSpan(0, read), _length);
            _length += read;
        }
    }
}
