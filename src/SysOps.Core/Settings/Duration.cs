using System.Globalization;
using System.Text.RegularExpressions;

namespace SysOps.Settings;

/// <summary>Durations as people write them: <c>500ms</c>, <c>5s</c>, <c>1h30m</c>, <c>26h</c>, <c>30d</c>, <c>00:00:05</c>. A bare number is none.</summary>
public static partial class Duration
{
    private static readonly Dictionary<string, long> TicksOf = new(StringComparer.Ordinal)
    {
        ["ms"] = TimeSpan.TicksPerMillisecond,
        ["s"] = TimeSpan.TicksPerSecond,
        ["m"] = TimeSpan.TicksPerMinute,
        ["h"] = TimeSpan.TicksPerHour,
        ["d"] = TimeSpan.TicksPerDay,
        ["w"] = 7 * TimeSpan.TicksPerDay,
    };

    /// <summary>False for anything that is not a duration, is negative, or is longer than a TimeSpan holds.</summary>
    public static bool TryParse(string? text, out TimeSpan duration)
    {
        duration = TimeSpan.Zero;
        string trimmed = text?.Trim() ?? "";
        if (trimmed.Contains(':', StringComparison.Ordinal))
        {
            return TimeSpan.TryParse(trimmed, CultureInfo.InvariantCulture, out duration) && duration >= TimeSpan.Zero;
        }

        Match match = Parts().Match(trimmed);
        if (!match.Success)
        {
            return false;
        }

        decimal ticks = 0;
        for (int part = 0; part < match.Groups["number"].Captures.Count; part++)
        {
            if (!decimal.TryParse(match.Groups["number"].Captures[part].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number) || number > long.MaxValue)
            {
                return false;
            }

            ticks += number * TicksOf[match.Groups["unit"].Captures[part].Value];
        }

        if (ticks > long.MaxValue)
        {
            return false;
        }

        duration = TimeSpan.FromTicks((long)ticks);
        return true;
    }

    /// <summary>The shortest form in one unit that loses nothing: <c>90m</c>, <c>5s</c>, <c>1500ms</c>; below a millisecond as hours:minutes:seconds.</summary>
    public static string Format(TimeSpan duration)
    {
        foreach (string unit in (string[])["d", "h", "m", "s", "ms"])
        {
            if (duration.Ticks % TicksOf[unit] == 0 && (duration.Ticks != 0 || unit == "s"))
            {
                return string.Create(CultureInfo.InvariantCulture, $"{duration.Ticks / TicksOf[unit]}{unit}");
            }
        }

        return duration.ToString("c", CultureInfo.InvariantCulture);
    }

    /// <summary>For people: the two largest units, such as <c>3d 4h</c>, <c>12m 5s</c>, <c>340 ms</c>.</summary>
    public static string Describe(TimeSpan duration) => duration switch
    {
        { TotalSeconds: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMilliseconds:0} ms"),
        { TotalMinutes: < 1 } => string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0.#} s"),
        { TotalHours: < 1 } => $"{duration.Minutes}m {duration.Seconds}s",
        { TotalDays: < 1 } => $"{duration.Hours}h {duration.Minutes}m",
        _ => $"{duration.Days}d {duration.Hours}h",
    };

    [GeneratedRegex(@"^((?<number>[0-9]{1,18}(\.[0-9]{1,9})?)\s*(?<unit>ms|s|m|h|d|w)\s*)+$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parts();
}
