using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using SysOps.Logs.Rules;

namespace SysOps.Logs.Rotating;

/// <summary>The date in the name of a rotated log, in the language of logrotate's <c>dateformat</c>: %Y %m %d %H %M %S %V %s, all else as it stands.</summary>
public sealed class DateStamp
{
    private const int LongestPattern = 127;
    private const int LongestStamp = 63;

    private readonly string _format;
    private readonly TimeZoneInfo _zone;
    private readonly Lazy<Regex> _pattern;

    /// <param name="format">With the separator in front.</param>
    /// <param name="zone">For the seconds since 1970.</param>
    /// <exception cref="FormatException">It is too long.</exception>
    public DateStamp(string format, TimeZoneInfo zone)
    {
        _format = format.TrimStart(' ');
        _zone = zone;
        if (Parts().Sum(part => part is ['%', var one, ..] && Digits(one) > 0 ? 5 * Digits(one) : part.Length) >= LongestPattern)
        {
            throw new FormatException($"The date format '{format}' is too long.");
        }

        _pattern = new Lazy<Regex>(() => new Regex(@"\A" + string.Concat(Parts().Select(PatternOf)) + @"\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking));
    }

    /// <summary>The one that a rule says, or that fits its schedule.</summary>
    /// <exception cref="FormatException">It is too long.</exception>
    public static DateStamp Of(LogRule rule, TimeZoneInfo zone) => new(
        rule.Naming.DateFormat ?? rule.Due.Schedule switch
        {
            RotationSchedule.Hourly => "-%Y%m%d%H",
            RotationSchedule.Minutes => "-%Y%m%d%H%M",
            _ => "-%Y%m%d",
        },
        zone);

    /// <param name="time">In the zone.</param>
    /// <exception cref="FormatException">It is too long.</exception>
    public string Write(DateTime time)
    {
        string stamp = string.Concat(Parts().Select(part => part is ['%', var one, ..] ? Write(one, time) : part));
        return Encoding.UTF8.GetByteCount(stamp) <= LongestStamp ? stamp : throw new FormatException($"The date format '{_format}' is too long.");
    }

    public bool Matches(string stamp) => _pattern.Value.IsMatch(stamp);

    /// <summary>For the order of rotated logs; what the format does not tell is as early as can be, and so is what is no date: anybody may have given a file its name.</summary>
    public DateTime Read(string stamp)
    {
        Match match = _pattern.Value.Match(stamp);
        if (match.Groups["s"].Success)
        {
            return DateTime.UnixEpoch.AddSeconds(Number(match, "s", 0));
        }

        int year = (int)Number(match, "Y", 1900);
        int month = (int)Number(match, "m", 1);
        int day = (int)Number(match, "d", 1);
        return year >= 1 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Unspecified) + new TimeSpan((int)Number(match, "H", 0), (int)Number(match, "M", 0), (int)Number(match, "S", 0))
            : DateTime.MinValue;
    }

    private static long Number(Match match, string group, long without) =>
        match.Groups[group] is { Success: true } digits ? long.Parse(digits.Captures[^1].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : without;

    private string Write(char one, DateTime time) => one switch
    {
        'Y' => time.Year.ToString("d4", CultureInfo.InvariantCulture),
        'm' => time.Month.ToString("d2", CultureInfo.InvariantCulture),
        'd' => time.Day.ToString("d2", CultureInfo.InvariantCulture),
        'H' => time.Hour.ToString("d2", CultureInfo.InvariantCulture),
        'M' => time.Minute.ToString("d2", CultureInfo.InvariantCulture),
        'S' => time.Second.ToString("d2", CultureInfo.InvariantCulture),
        'V' => ISOWeek.GetWeekOfYear(time).ToString("d2", CultureInfo.InvariantCulture),
        's' => new DateTimeOffset(time, _zone.GetUtcOffset(time)).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
        _ => $"%{one}",
    };

    private static string PatternOf(string part) => part is ['%', var one, ..] && Digits(one) is > 0 and int digits ? $"(?<{one}>[0-9]{{{digits}}})" : Regex.Escape(part);

    private static int Digits(char one) => one switch
    {
        'Y' => 4,
        'm' or 'd' or 'H' or 'M' or 'S' or 'V' => 2,
        's' => 10,
        _ => 0,
    };

    private IEnumerable<string> Parts()
    {
        for (int at = 0; at < _format.Length; at++)
        {
            bool isPair = _format[at] == '%' && at + 1 < _format.Length && Digits(_format[at + 1]) > 0;
            yield return _format.Substring(at, isPair ? 2 : 1);
            at += isPair ? 1 : 0;
        }
    }
}
