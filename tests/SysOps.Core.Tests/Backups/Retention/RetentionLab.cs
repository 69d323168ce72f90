using SysOps.Backups;
using SysOps.Backups.Retention;
using SysOps.Settings;

namespace SysOps.Core.Tests.Backups.Retention;

/// <summary>Backups that never were, for deciding about.</summary>
internal static class RetentionLab
{
    public static readonly DateTimeOffset Now = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    public static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    public static RetentionCandidate Backup(string name, DateTimeOffset created, BackupStatus status = BackupStatus.Complete) =>
        new() { Name = name, Created = created, Status = status, Path = "/backups/" + name };

    /// <summary>One a day at noon, d0 the newest.</summary>
    public static RetentionCandidate[] Daily(int count) => [.. Enumerable.Range(0, count).Select(day => Backup($"d{day}", Now.AddDays(-day)))];

    public static RetentionSettings Rules(int last = 0, int hourly = 0, int daily = 0, int weekly = 0, int monthly = 0, int yearly = 0, TimeSpan? within = null, TimeZoneInfo? zone = null) =>
        new() { Last = last, Hourly = hourly, Daily = daily, Weekly = weekly, Monthly = monthly, Yearly = yearly, Within = within, TimeZone = zone ?? TimeZoneInfo.Utc };

    public static string[] Kept(IReadOnlyList<RetentionCandidate> newestFirst, RetentionSettings rules) =>
        [.. RetentionPolicy.Decide(newestFirst, rules, Now).Where(decision => decision.Decision is RetentionVerdict.Keep).Select(decision => decision.Name)];

    public static string[] Reasons(IReadOnlyList<RetentionCandidate> newestFirst, RetentionSettings rules, string name) =>
        [.. RetentionPolicy.Decide(newestFirst, rules, Now).Single(decision => decision.Name == name).Reasons];
}
