using System.Globalization;

namespace SysOps.Backups.Retention;

/// <summary>A kind of period of which the newest backup is kept, such as a day; each has its beginning in the time zone.</summary>
internal sealed record RetentionPeriod(string Word, Func<DateTimeOffset, DateTimeOffset> BeginningOf, string Format)
{
    // Where the clock is set back an hour comes twice, and is two: its offset to UTC stays in it.
    public static RetentionPeriod Hour { get; } = new("hourly", time => time.AddTicks(-(time.Ticks % TimeSpan.TicksPerHour)), "yyyy-MM-dd HH:00 zzz");

    public static RetentionPeriod Day { get; } = new("daily", time => Date(time.Date), "yyyy-MM-dd");

    // As ISO 8601 has it, a week begins on Monday.
    public static RetentionPeriod Week { get; } = new("weekly", time => Date(time.Date.AddDays(-(((int)time.DayOfWeek + 6) % 7))), "'week of' yyyy-MM-dd");

    public static RetentionPeriod Month { get; } = new("monthly", time => Date(new DateTime(time.Year, time.Month, 1, 0, 0, 0, DateTimeKind.Unspecified)), "yyyy-MM");

    public static RetentionPeriod Year { get; } = new("yearly", time => Date(new DateTime(time.Year, 1, 1, 0, 0, 0, DateTimeKind.Unspecified)), "yyyy");

    public string Describe(DateTimeOffset beginning) => $"{Word}: newest of {beginning.ToString(Format, CultureInfo.InvariantCulture)}";

    // Days of one zone are compared with each other alone, whatever their offsets.
    private static DateTimeOffset Date(DateTime day) => new(DateTime.SpecifyKind(day, DateTimeKind.Unspecified), TimeSpan.Zero);
}
