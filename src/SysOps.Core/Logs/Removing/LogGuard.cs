using SysOps.Files;

namespace SysOps.Logs.Removing;

/// <summary>Which logs of a folder may go at all: none that a process has open, and not those that are kept for their number.</summary>
internal sealed class LogGuard(OpenFiles open, int? keepLast)
{
    private int _takenAsLive;

    /// <summary>How many logs stay only because it could not be found out whether they are written.</summary>
    public int TakenAsLive => Volatile.Read(ref _takenAsLive);

    public IEnumerable<LogFile> MayGo(IReadOnlyList<LogFile> logs)
    {
        IEnumerable<LogFile> closed = logs.Where(log => log.Role is LogRole.Candidate && !open.Identities.Contains(log.Facts.Identity));
        if (open.IsComplete && keepLast is null)
        {
            return closed;
        }

        HashSet<LogFile> newest = open.IsComplete ? [] : [.. logs.GroupBy(log => log.Series, StringComparer.Ordinal).Select(series => series.MaxBy(log => log.Facts.Modified)!)];
        ILookup<bool, LogFile> live = closed.ToLookup(newest.Contains);
        Interlocked.Add(ref _takenAsLive, live[true].Count());
        return live[false].GroupBy(log => log.Series, StringComparer.Ordinal)
            .SelectMany(series => series.OrderByDescending(log => log.Facts.Modified).ThenBy(log => PathBytes.Of(log.Name)).Skip(keepLast ?? 0));
    }
}
