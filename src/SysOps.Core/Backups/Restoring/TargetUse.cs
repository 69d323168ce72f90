using System.Globalization;

namespace SysOps.Backups.Restoring;

/// <summary>A process that works below a folder, and how: it would go on writing into the old tree after a swap.</summary>
/// <param name="ProcessId">Its number.</param>
/// <param name="ProcessName">Its name, as the system tells it.</param>
/// <param name="Path">What it has open, or stands in.</param>
public sealed record TargetUse(int ProcessId, string ProcessName, string Path)
{
    private static readonly string[] Standing = ["cwd", "root"];

    /// <summary>Processes, without this one, that have something below the folder open, or stand in it. Without root only one's own can be seen. Linux.</summary>
    /// <param name="folder">Full path, links resolved.</param>
    /// <param name="standing">Whether those count that only stand in it: they would stay in the old folder when that is exchanged as a whole.</param>
    public static IReadOnlyList<TargetUse> Below(string folder, bool standing)
    {
        if (!Directory.Exists("/proc/self/fd"))
        {
            return [];
        }

        List<TargetUse> found = [];
        foreach (string process in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(System.IO.Path.GetFileName(process), NumberStyles.None, CultureInfo.InvariantCulture, out int id) && id != Environment.ProcessId
                && Links(process, standing).FirstOrDefault(path => IsBelow(path, folder)) is { } used)
            {
                found.Add(new TargetUse(id, NameOf(process), used));
            }
        }

        return found;
    }

    private static bool IsBelow(string path, string folder) =>
        path.StartsWith(folder, StringComparison.Ordinal) && (path.Length == folder.Length || path[folder.Length] == '/');

    private static IEnumerable<string> Links(string process, bool standing) =>
        (standing ? Standing : []).Select(name => LinkAt(System.IO.Path.Combine(process, name)))
            .Concat(Descriptors(process).Select(LinkAt))
            .OfType<string>();

    private static string[] Descriptors(string process)
    {
        try
        {
            return Directory.GetFileSystemEntries(System.IO.Path.Combine(process, "fd"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Another user's, or gone meanwhile.
            return [];
        }
    }

    private static string? LinkAt(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static string NameOf(string process)
    {
        try
        {
            return File.ReadAllText(System.IO.Path.Combine(process, "comm")).TrimEnd('\n');
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    /// <inheritdoc />
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"process {ProcessId} ({ProcessName}) uses '{Path}'");
}
