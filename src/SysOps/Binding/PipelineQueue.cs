namespace SysOps.Binding;

/// <summary>What other threads want done on the pipeline thread, in order. After it is closed nothing is taken in any more.</summary>
internal sealed class PipelineQueue
{
    private readonly Queue<Action> _actions = new();
    private bool _closed;

    /// <summary>False when the pipeline no longer listens.</summary>
    public bool TryAdd(Action action)
    {
        lock (_actions)
        {
            if (_closed)
            {
                return false;
            }

            _actions.Enqueue(action);
            Monitor.Pulse(_actions);
            return true;
        }
    }

    public void Close()
    {
        lock (_actions)
        {
            _closed = true;
            Monitor.PulseAll(_actions);
        }
    }

    /// <summary>Waits for the next action; false once the queue is closed and empty.</summary>
    public bool TryTake(out Action action)
    {
        lock (_actions)
        {
            while (_actions.Count == 0 && !_closed)
            {
                Monitor.Wait(_actions);
            }

            return _actions.TryDequeue(out action!);
        }
    }
}
