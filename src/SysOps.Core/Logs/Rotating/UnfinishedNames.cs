using System.Globalization;
using SysOps.Files;

namespace SysOps.Logs.Rotating;

/// <summary>Names of files on the way. They begin with a dot, so that no pattern of live logs has them.</summary>
internal static class UnfinishedNames
{
    private const string PartialEnding = ".sysops-partial";

    /// <summary>Of the new log before it takes the place of the old one, and of the old one after that.</summary>
    public static byte[] NewLog(string log) => PathText.Bytes($".{log}.sysops-new");

    /// <summary>Of a log that is renamed before it is copied; logrotate calls it so too.</summary>
    public static byte[] Renamed(string log) => PathText.Bytes($"{log}.tmp");

    /// <summary>Of a copy, or a compressed file, before it is whole.</summary>
    public static byte[] Partial(string target) => PathText.Bytes($".{target}{PartialEnding}");

    /// <summary>Whether a name is that of a generation's unfinished file.</summary>
    /// <param name="name">The name.</param>
    /// <param name="stem">What the generations' names begin with.</param>
    public static bool IsPartial(string name, string stem) => name.StartsWith("." + stem, StringComparison.Ordinal) && name.EndsWith(PartialEnding, StringComparison.Ordinal);

    /// <summary>What is in the way is kept under this name.</summary>
    public static string Aside(string name, DateTimeOffset now) => string.Create(CultureInfo.InvariantCulture, $"{name}-{now:yyyyMMddHH}.backup");
}
