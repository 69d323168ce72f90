using System.Globalization;
using System.Text.RegularExpressions;

namespace SysOps.Logs.Series;

/// <summary>
/// The name of a log, read as a member of a rotation series: <c>api.log</c> is the log itself, <c>api.log.3.gz</c>, <c>api.log-20250131</c> and
/// <c>api-2025-01-31.log</c> are older generations of it. Only names that leave no doubt are logs: <c>x.logic.txt</c>, <c>libz.so.1</c> and
/// <c>worker.1.log</c>, which may be the log of the first worker, are no generations.
/// </summary>
public sealed partial record LogName
{
    // Logs that are called so everywhere: https://refspecs.linuxfoundation.org/FHS_3.0/fhs/ch05s10.html and the logrotate.d of Debian and Fedora.
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal) { "log", "syslog", "messages", "secure", "maillog", "spooler", "cron", "dmesg", "debug", "wtmp", "btmp" };
    private static readonly string[] Compressions = [".gz", ".bz2", ".xz", ".zst", ".lz4", ".lzma", ".zip", ".Z"];
    private static readonly string[] DatedExtensions = [".txt", ".json", ".jsonl", ".ndjson", ".clef", ".out", ".err"];

    /// <summary>The name of the log itself, as it was before it was rotated.</summary>
    public required string Series { get; init; }

    /// <summary>Whether it is an older generation, and not the log that is written now.</summary>
    public required bool IsGeneration { get; init; }

    /// <returns>Null when the name is not certainly that of a log.</returns>
    public static LogName? TryParse(string name)
    {
        string? series = NumberedSeries(name) is { } numbered && IsLog(numbered) ? numbered
            : DatedSeries(name) is { } dated && (IsLog(dated) || IsDatedLog(dated)) ? dated : null;
        if (series is not null)
        {
            return new LogName { Series = series, IsGeneration = true };
        }

        return IsLog(name) ? new LogName { Series = name, IsGeneration = false } : null;
    }

    /// <summary>The series of a name that is known to be that of a log, whatever it looks like; null when it shows no generation.</summary>
    public static string? SeriesOf(string name) => DatedSeries(name) ?? NumberedSeries(name);

    private static string? NumberedSeries(string name)
    {
        string rest = WithoutCompression(name);
        int dot = rest.LastIndexOf('.');
        ReadOnlySpan<char> number = rest.AsSpan(dot + 1);
        return dot > 0 && number.Length is >= 1 and <= 5 && !number.ContainsAnyExceptInRange('0', '9') && (number.Length == 1 || number[0] != '0') ? rest[..dot] : null;
    }

    private static string WithoutCompression(string name) =>
        Array.Find(Compressions, ending => name.EndsWith(ending, StringComparison.Ordinal)) is { } found ? name[..^found.Length] : name;

    private static string? DatedSeries(string name)
    {
        // Most names have no year, and a folder has many names.
        if (!name.Contains("19", StringComparison.Ordinal) && !name.Contains("20", StringComparison.Ordinal))
        {
            return null;
        }

        Match match = Dated().Match(WithoutCompression(name));
        return match.Success && IsDay(match.Groups["year"].ValueSpan, match.Groups["month"].ValueSpan, match.Groups["day"].ValueSpan) ? match.Groups["stem"].Value + match.Groups["extension"].Value : null;
    }

    private static bool IsDay(ReadOnlySpan<char> year, ReadOnlySpan<char> month, ReadOnlySpan<char> day) =>
        Number(month) is >= 1 and <= 12 && Number(day) >= 1 && Number(day) <= DateTime.DaysInMonth(Number(year), Number(month));

    private static int Number(ReadOnlySpan<char> digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    private static bool IsLog(string series) => Known.Contains(series)
        || series.EndsWith(".log", StringComparison.OrdinalIgnoreCase) || series.EndsWith("_log", StringComparison.Ordinal) || series.EndsWith("-log", StringComparison.Ordinal);

    // log-20250131.txt, as loggers of applications call them.
    private static bool IsDatedLog(string series) =>
        Array.Find(DatedExtensions, extension => series.EndsWith(extension, StringComparison.OrdinalIgnoreCase)) is { } found && IsLog(series[..^found.Length]);

    // After the day may come a time, and a number of files of that day or the seconds since 1970.
    [GeneratedRegex(
        @"\A(?<stem>.*?)[-_.]?(?<year>(19|20)[0-9]{2})(?<part>[-_.]?)(?<month>[0-9]{2})\k<part>(?<day>[0-9]{2})([-_.T]?([0-9]{6}|[0-9]{4}|[0-9]{2})Z?)?([-_.:][0-9]{1,10})*(?<extension>\.[A-Za-z]{1,8})?\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Dated();
}
