using SysOps.Files;
using SysOps.Logs.Rules;

namespace SysOps.Logs.Rotating;

/// <summary>Whether a log is due, and why.</summary>
/// <param name="IsDue">Whether it is rotated now.</param>
/// <param name="Reason">For people.</param>
public readonly record struct DueDecision(bool IsDue, string Reason)
{
    // Summer time, and a journey.
    private static readonly TimeSpan Tolerance = TimeSpan.FromHours(25);

    /// <param name="rule">When it is due.</param>
    /// <param name="log">Its size and when it was written to.</param>
    /// <param name="last">When it was rotated last, in local time.</param>
    /// <param name="now">The moment of the whole run, in local time with its offset.</param>
    /// <param name="force">Due whatever the time and the size.</param>
    public static DueDecision Of(DueRule rule, FileFacts log, DateTime last, DateTimeOffset now, bool force)
    {
        DueDecision decision = force ? new DueDecision(true, "forced") : ByTime(rule, log, last, now);
        return decision.IsDue && rule.SkipsEmpty && log.Size == 0 ? new DueDecision(false, "it is empty") : decision;
    }

    private static DueDecision ByTime(DueRule rule, FileFacts log, DateTime last, DateTimeOffset now)
    {
        if (rule.MaximumSize > 0 && log.Size > rule.MaximumSize)
        {
            return new DueDecision(true, "larger than its maximum size");
        }

        if (rule.Schedule is RotationSchedule.Size)
        {
            return log.Size >= rule.Size ? new DueDecision(true, "it has its size") : new DueDecision(false, "smaller than its size");
        }

        if (last - now.DateTime > Tolerance)
        {
            return new DueDecision(true, "it was last rotated in the future");
        }

        if (rule.Schedule is not RotationSchedule.Minutes && last.Date == now.Date && last.Hour == now.Hour)
        {
            return new DueDecision(false, "it was rotated in this hour");
        }

        DueDecision scheduled = BySchedule(rule, last, now.DateTime);
        if (rule.MinimumSize > 0 && log.Size < rule.MinimumSize)
        {
            return new DueDecision(false, "smaller than its minimum size");
        }

        return rule.MinimumAgeDays > 0 && now - log.Modified.ToDateTimeOffset() <= TimeSpan.FromDays(rule.MinimumAgeDays)
            ? new DueDecision(false, "younger than its minimum age")
            : scheduled;
    }

    private static DueDecision BySchedule(DueRule rule, DateTime last, DateTime now)
    {
        int days = (now.Date - last.Date).Days;
        (bool isDue, string unit) = rule.Schedule switch
        {
            RotationSchedule.Minutes => ((long)(now - last).TotalMinutes > rule.Minutes, "time"),
            RotationSchedule.Hourly => (true, "hour"),
            RotationSchedule.Daily => (days != 0, "day"),
            RotationSchedule.Weekly => (days >= 7 || (days >= 1 && (int)now.DayOfWeek == rule.Weekday), "week"),
            RotationSchedule.Monthly => (last.Month != now.Month || last.Year != now.Year, "month"),
            _ => (last.Year != now.Year, "year"),
        };
        return isDue ? new DueDecision(true, $"a new {unit} has begun") : new DueDecision(false, $"the {unit} is not over since it was last rotated");
    }
}
