using System.Globalization;
using System.Text.RegularExpressions;

namespace SysOps.Health.Resources.Linux;

/// <summary>What is mounted where, as this process sees it (proc_pid_mountinfo(5)).</summary>
public sealed partial class MountTable
{
    private static readonly HashSet<string> Remote = new(StringComparer.Ordinal) { "nfs", "nfs4", "cifs", "smb3", "smbfs", "ceph", "9p", "afs", "lustre", "gfs2", "ocfs2", "glusterfs", "autofs", "virtiofs" };

    private MountTable(IReadOnlyList<Mount> mounts) => All = mounts;

    public IReadOnlyList<Mount> All { get; }

    public static MountTable Parse(IEnumerable<string> lines) => new([.. lines.Select(ParseLine).OfType<Mount>()]);

    /// <summary>The mount point of the volume that holds a path, by its text alone.</summary>
    public string Holding(string path) =>
        All.Select(mount => mount.MountPoint).Where(point => IsBelow(path, point)).DefaultIfEmpty("/").MaxBy(point => point.Length)!;

    /// <summary>Whether a call for this path may wait for another machine, or for a program that serves the volume.</summary>
    public bool MayHang(string path) => TypeOf(Holding(path)) is { } type && (Remote.Contains(type) || type.StartsWith("fuse", StringComparison.Ordinal));

    // Of two mounts on one place the later one hides the earlier.
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
