using System.Globalization;
using SysOps.Settings;

namespace SysOps.Backups.Retention;

/// <summary>Which rules of a retention keep which backups. A partial one never takes the place of a complete one; one that is damaged counts nowhere.</summary>
internal sealed class RetentionRules(RetentionSettings settings, DateTimeOffset now)
{
    // Clocks of machines differ a little.
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    private readonly TimeZoneInfo _zone = settings.TimeZone ?? TimeZoneInfo.Local;

    /// <param name="newestFirst">All backups.</param>
    /// <returns>Name and reason, as often as a rule keeps it.</returns>
    public IEnumerable<(string Name, string Reason)> Kept(IReadOnlyList<RetentionCandidate> newestFirst)
    {
        RetentionCandidate[] usable = [.. newestFirst.Where(candidate => candidate.IsUsable)];
        return Last(usable)
            .Concat(Newest(usable, RetentionPeriod.Hour, settings.Hourly))
            .Concat(Newest(usable, RetentionPeriod.Day, settings.Daily))
            .Concat(Newest(usable, RetentionPeriod.Week, settings.Weekly))
            .Concat(Newest(usable, RetentionPeriod.Month, settings.Monthly))
            .Concat(Newest(usable, RetentionPeriod.Year, settings.Yearly))
            .Concat(Within(usable));
    }

    private IEnumerable<(string Name, string Reason)> Last(RetentionCandidate[] usable) =>
        CompleteFirst(usable, candidate => candidate).Take(settings.Last).Select((candidate, index) => (candidate.Name, string.Create(CultureInfo.InvariantCulture, $"last: {index + 1} of {settings.Last}")));

    private IEnumerable<(string Name, string Reason)> Newest(RetentionCandidate[] usable, RetentionPeriod period, int count)
    {
        // One whose clock stood in the future takes no place of the others.
        var periods = usable
            .Where(candidate => candidate.Created <= now + Tolerance)
            .GroupBy(candidate => period.BeginningOf(TimeZoneInfo.ConvertTime(candidate.Created, _zone)))
            .OrderByDescending(group => group.Key)
            .Select(group => (Beginning: group.Key, Backup: CompleteFirst(group, candidate => candidate).First()));
        return CompleteFirst(periods, one => one.Backup).Take(count).Select(one => (one.Backup.Name, period.Describe(one.Beginning)));
    }

    // Counted from the newest backup, not from now: when backups have stopped none is removed for that. One whose clock stood in the future is not the newest.
    private IEnumerable<(string Name, string Reason)> Within(RetentionCandidate[] usable)
    {
        DateTimeOffset newest = usable.Select(one => one.Created).Where(created => created <= now + Tolerance).DefaultIfEmpty(now).Max();
        return settings.Within is { } within
            ? usable.Where(candidate => candidate.Created >= After(newest, within)).Select(candidate => (candidate.Name, $"within {Duration.Format(within)} of the newest"))
            : [];
    }

    private static DateTimeOffset After(DateTimeOffset newest, TimeSpan within) => within < newest - DateTimeOffset.MinValue ? newest - within : DateTimeOffset.MinValue;

    private static IEnumerable<T> CompleteFirst<T>(IEnumerable<T> newestFirst, Func<T, RetentionCandidate> backupOf) => newestFirst.OrderByDescending(one => backupOf(one).IsComplete);
}
