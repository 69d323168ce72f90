using System.Globalization;
using System.Text.RegularExpressions;

namespace SysOps.Settings;

/// <summary>
/// Durations as users write them: <c>500ms</c>, <c>5s</c>, <c>1h30m</c>, <c>26h</c>, <c>30d</c>, <c>8w</c>, <c>0.5s</c>, <c>00:00:05</c>.
/// A bare number is none, as it does not say its unit. Never negative.
/// </summary>
public static partial class Duration
{
    /// <summary>For messages: what would have been right.</summary>
    public const string Expected = "a duration such as \"5s\", \"500ms\", \"1h30m\", \"26h\", \"30d\" or \"00:00:05\"";

    private static readonly (string Unit, long Ticks)[] Units =
    [
        ("w", 7 * TimeSpan.TicksPerDay),
        ("d", TimeSpan.TicksPerDay),
        ("h", TimeSpan.TicksPerHour),
        ("m", TimeSpan.TicksPerMinute),
        ("s", TimeSpan.TicksPerSecond),
        ("ms", TimeSpan.TicksPerMillisecond),
    ];

    public static bool TryParse(string? text, out TimeSpan value)
    {
        value = TimeSpan.Zero;
        if (string.IsNullOrEmpty(text))
        {
            return false;
        }

        return Clock().IsMatch(text)
            ? TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out value)
            : TryParseUnits(Parts().Match(text), out value);
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

    /// <summary>The shortest text that <see cref="TryParse"/> reads back to the same duration.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public static string Format(TimeSpan value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
        if (value == TimeSpan.Zero)
        {
            return "0s";
        }

        List<string> parts = [];
        long rest = value.Ticks;
        foreach ((string unit, long ticks) in Units.Where(unit => unit.Unit != "w")) // 30d is plainer than 4w2d.
        {
            decimal count = unit == "ms" ? (decimal)rest / ticks : rest / ticks;
            rest %= ticks;
            if (count > 0)
            {
                parts.Add(count.ToString("0.####", CultureInfo.InvariantCulture) + unit);
            }
        }

        return string.Concat(parts);
    }

    private static bool TryParseUnits(Match match, out TimeSpan value)
    {
        value = TimeSpan.Zero;
        decimal sum = 0;
        foreach ((string unit, long ticks) in Units)
        {
            if (!match.Groups[unit].Success)
            {
                continue;
            }

            if (!decimal.TryParse(match.Groups[unit].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal count) || count > long.MaxValue / ticks)
            {
                return false;
            }

            sum += decimal.Round(count * ticks);
        }

        value = sum <= long.MaxValue ? TimeSpan.FromTicks((long)sum) : TimeSpan.Zero;
        return match.Success && sum <= long.MaxValue;
    }

    [GeneratedRegex(@"\A([0-9]{1,8}\.)?[0-9]{1,2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,7})?\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Clock();

    // Both cases are written out: ignoring case would let in the Kelvin sign and the like.
    [GeneratedRegex(@"\A(?=[0-9])((?<w>[0-9]+(\.[0-9]+)?)[wW])?((?<d>[0-9]+(\.[0-9]+)?)[dD])?((?<h>[0-9]+(\.[0-9]+)?)[hH])?((?<m>[0-9]+(\.[0-9]+)?)[mM])?((?<s>[0-9]+(\.[0-9]+)?)[sS])?((?<ms>[0-9]+(\.[0-9]+)?)[mM][sS])?\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parts();
}
