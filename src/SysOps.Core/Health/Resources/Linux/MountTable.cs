using System.Globalization;
using System.Text.RegularExpressions;

namespace SysOps.Health.Resources.Linux;

/// <summary>What is mounted where, as this process sees it (proc_pid_mountinfo(5)).</summary>
public sealed partial class MountTable
{
    private MountTable(IReadOnlyList<Mount> mounts) => All = mounts;

    public IReadOnlyList<Mount> All { get; }

    public static MountTable Parse(IEnumerable<string> lines) => new([.. lines.Select(ParseLine).OfType<Mount>()]);

    /// <summary>The mount point of the volume that holds a path; a path that is not there yet belongs where its nearest parent is.</summary>
    public string Holding(string path)
    {
        string existing = path;
        while (!Path.Exists(existing) && Path.GetDirectoryName(existing) is { } parent)
        {
            existing = parent;
        }

        // Of two mounts on one place the later one hides the earlier.
        return All.Select(mount => mount.MountPoint).Where(point => IsBelow(existing, point)).DefaultIfEmpty("/").MaxBy(point => point.Length)!;
    }

    public string? TypeOf(string mountPoint) => All.LastOrDefault(mount => mount.MountPoint == mountPoint)?.Type;

    private static bool IsBelow(string path, string mountPoint) =>
        mountPoint == "/" || path == mountPoint || path.StartsWith(mountPoint + "/", StringComparison.Ordinal);

    // 36 35 98:0 /root /mount/point options optional… - type source super-options
    private static Mount? ParseLine(string line)
    {
        string[] halves = line.Split(" - ", 2);
        string[] left = halves[0].Split(' ');
        string[] right = halves.Length == 2 ? halves[1].Split(' ') : [];
        return left.Length < 6 || right.Length < 3 ? null : new Mount(Unescape(left[3]), Unescape(left[4]), right[0], right[2].Split(','));
    }

    private static string Unescape(string text) => Escape().Replace(text, static match => ((char)Convert.ToInt32(match.Value[1..], 8)).ToString(CultureInfo.InvariantCulture));

    [GeneratedRegex(@"\\[0-7]{3}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Escape();
}
