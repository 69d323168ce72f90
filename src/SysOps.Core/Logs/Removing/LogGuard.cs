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
        List<LogFile> mayGo = [.. logs.Where(log => log.Role is LogRole.Candidate && !open.Identities.Contains(log.Facts.Identity))];
        if (!open.IsComplete)
        {
            HashSet<LogFile> newest = [.. Newest(logs)];
            Interlocked.Add(ref _takenAsLive, mayGo.RemoveAll(newest.Contains));
        }

        return keepLast is not { } count ? mayGo : mayGo.GroupBy(log => log.Series, StringComparer.Ordinal)
            .SelectMany(series => series.OrderByDescending(log => log.Facts.Modified).ThenBy(log => PathBytes.Of(log.Name)).Skip(count));
    }

    private static IEnumerable<LogFile> Newest(IReadOnlyList<LogFile> logs)
    {
        Dictionary<string, LogFile> newest = new(StringComparer.Ordinal);
        foreach (LogFile log in logs)
        {
            if (!newest.TryGetValue(log.Series, out LogFile? known) || log.Facts.Modified > known.Facts.Modified)
            {
                newest[log.Series] = log;
            }
        }

        return newest.Values;
    }
}
