namespace SysOps.Backups.Archives.Reading;

/// <summary>Which runs are done: those that need what earlier ones made wait here. A run never waits for a later one.</summary>
internal sealed class RunProgress
{
    private readonly object _gate = new();
    private readonly HashSet<int> _doneAhead = [];
    private int _through = -1;
    private bool _isStopped;

    /// <summary>All runs up to this number are done.</summary>
    public int Through
    {
        get
        {
            lock (_gate)
            {
                return _through;
            }
        }
    }

    public void SetDone(int number)
    {
        lock (_gate)
        {
            _doneAhead.Add(number);
            while (_doneAhead.Remove(_through + 1))
            {
                _through++;
            }

            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Frees all who wait: there will be no more.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            _isStopped = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public void WaitThrough(int number)
    {
        lock (_gate)
        {
            while (_through < number)
            {
                if (_isStopped)
                {
                    throw new OperationCanceledException();
                }

                Monitor.Wait(_gate);
            }
        }
    }
}
