using System.Text.RegularExpressions;

namespace SysOps.Files;

/// <summary>Where file systems are mounted, as the kernel tells this process (https://man7.org/linux/man-pages/man5/proc_pid_mountinfo.5.html). Empty where it does not.</summary>
public static partial class MountPoints
{
    private const string Source = "/proc/self/mountinfo";
    private const int PlaceOfPath = 4;

    /// <summary>Full paths.</summary>
    public static IReadOnlyList<string> Read() => File.Exists(Source) ? Parse(File.ReadLines(Source)) : [];

    /// <summary>The pure reading of the lines.</summary>
    public static IReadOnlyList<string> Parse(IEnumerable<string> lines) =>
        [.. lines.Select(line => line.Split(' ')).Where(fields => fields.Length > PlaceOfPath).Select(fields => Unescape(fields[PlaceOfPath])).Distinct(StringComparer.Ordinal)];

    // Blanks, tabs, newlines and backslashes are three octal digits behind a backslash.
    private static string Unescape(string path) => Octal().Replace(path, match => ((char)Convert.ToInt32(match.Groups["digits"].Value, 8)).ToString());

    [GeneratedRegex(@"\\(?<digits>[0-7]{3})", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Octal();
}
