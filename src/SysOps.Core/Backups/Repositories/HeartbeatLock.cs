namespace SysOps.Backups.Repositories;

/// <summary>A lock that is a file, renewed while it is held.</summary>
internal sealed class HeartbeatLock : RepositoryLock
{
    private readonly string _path;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _lost = new();
    private readonly Lock _gate = new();
    private readonly ITimer _timer;
    private long _renewed;
    private bool _released;

    public HeartbeatLock(string path, LockHolder holder, TimeProvider time)
        : base(holder)
    {
        _path = path;
        _time = time;
        _renewed = time.GetTimestamp();
        Lost = _lost.Token;
        _timer = time.CreateTimer(_ => Renew(), state: null, HeartbeatLockMethod.Beat, HeartbeatLockMethod.Beat);
    }

    public override CancellationToken Lost { get; }

    private protected override void Release()
    {
        lock (_gate)
        {
            if (_released)
            {
                return;
            }

            _released = true;
            _timer.Dispose();
            if (IsOurs())
            {
                File.Delete(_path);
            }
        }

    }

    private void Renew()
    {
        bool lost;
        lock (_gate)
        {
            lost = !_released && !_lost.IsCancellationRequested && (!TryRenew() || _time.GetElapsedTime(_renewed) > HeartbeatLockMethod.Stale);
        }

        if (lost)
        {
            _lost.Cancel();
        }
    }

    /// <summary>False when the lock is another's now. A disk that fails for a while is tried again.</summary>
    private bool TryRenew()
    {
        try
        {
            if (!IsOurs())
            {
                return false;
            }

            // In its place: a new file could take the place of another's that was made meanwhile.
            using FileStream file = new(_path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            file.Write((Holder with { Heartbeat = _time.GetUtcNow() }).Write());
            file.SetLength(file.Position);
            file.Flush(flushToDisk: true);
            _renewed = _time.GetTimestamp();
        }
        catch (Exception exception) when (StoreDocuments.IsStoreFailure(exception))
        {
            // Counted by the time since the last success.
        }

        return true;
    }

    private bool IsOurs() => File.Exists(_path) && LockHolder.Read(File.ReadAllBytes(_path))?.Id == Holder.Id;
}
