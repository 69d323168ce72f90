using SysOps.Files;

namespace SysOps.Logs.Removing;

/// <summary>Takes the oldest of all logs, wherever they are, until they make up for what is too much.</summary>
internal sealed class OldestFirst
{
    private readonly Lock _lock = new();
    private readonly FileTime? _last;
    private long _leftOfLast;

    /// <param name="logs">When each log was written, and what its removal brings; in any order.</param>
    /// <param name="excess">What is too much; zero or less takes none.</param>
    public OldestFirst(List<(FileTime Modified, long Bytes)> logs, long excess)
    {
        logs.Sort((one, other) => one.Modified.CompareTo(other.Modified));
        foreach ((FileTime modified, long bytes) in logs.Where(log => log.Bytes > 0))
        {
            if (excess <= 0)
            {
                break;
            }

            // Of those of the same moment only so many go as are needed.
            _leftOfLast = modified == _last ? _leftOfLast : excess;
            _last = modified;
            excess -= bytes;
        }

        Missing = Math.Max(0, excess);
    }

    /// <summary>What is too much even when all of them go.</summary>
    public long Missing { get; }

    /// <param name="modified">When the log was written.</param>
    /// <param name="bytes">What its removal brings.</param>
    public bool Takes(FileTime modified, long bytes)
    {
        if (bytes <= 0 || _last is not { } last || modified > last)
        {
            return false;
        }

        if (modified < last)
        {
            return true;
        }

        lock (_lock)
        {
            bool takes = _leftOfLast > 0;
            _leftOfLast -= takes ? bytes : 0;
            return takes;
        }
    }
}
