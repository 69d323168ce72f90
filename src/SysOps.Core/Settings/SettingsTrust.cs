using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;
using SysOps.Files;

namespace SysOps.Settings;

/// <summary>
/// Whether a configuration may be believed, as it names commands to start: the file and the folder it lies in, and the
/// folder of each link on the way to it, belong to the current user or root, and nobody else may write them.
/// </summary>
[UnsupportedOSPlatform("windows")]
internal static class SettingsTrust
{
    /// <summary>As many as the kernel follows (MAXSYMLINKS).</summary>
    private const int MaximumLinks = 40;

    /// <exception cref="SysOpsException"><see cref="ErrorCatalogue.ConfigurationUnsafe"/>, with what is wrong and the commands that put it right.</exception>
    public static void Check(string path, SafeFileHandle handle, uint userId)
    {
        IReadOnlyList<string> places = PlacesOf(path);
        string target = places[^1];
        TrustFinding[] findings =
        [
            .. places.Select(place => Path.GetDirectoryName(place) ?? "/").Distinct(StringComparer.Ordinal).SelectMany(folder => TrustFinding.Of(folder, "folder", FileStatus.Of(folder), userId)),
            .. TrustFinding.Of(target, "file", FileStatus.Of(handle), userId),
        ];
        if (findings.Length > 0)
        {
            throw new SysOpsException(
                ErrorCatalogue.ConfigurationUnsafe,
                $"The configuration '{path}' is refused, as it names commands to start and others could have written it: {string.Join("; ", findings.Select(finding => finding.Message))}.",
                $"Look through the file, then run: {string.Join(" && ", findings.Select(finding => finding.Command))}",
                path);
        }
    }

    /// <summary>The path itself and, as long as it is a link, where it leads; their folders are real ones.</summary>
    private static List<string> PlacesOf(string path)
    {
        List<string> places = [];
        string? next = path;
        while (next is not null && places.Count <= MaximumLinks)
        {
            string folder = RealPath.Of(Path.GetDirectoryName(next) ?? "/");
            string place = Path.Combine(folder, Path.GetFileName(next));
            places.Add(place);
            next = new FileInfo(place).LinkTarget is { } target ? Path.Combine(folder, target) : null;
        }

        return places;
    }
}
