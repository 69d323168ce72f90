using System.Globalization;
using SysOps.Files;

namespace SysOps.Logs.Rotating;

/// <summary>Names of files on the way. They begin with a dot, so that no pattern of live logs has them.</summary>
internal static class UnfinishedNames
{
    /// <summary>Of the new log before it takes the place of the old one, and of the old one after that.</summary>
    public static byte[] NewLog(string log) => PathText.Bytes($".{log}.sysops-new");

    /// <summary>Of a copy, or a compressed file, before it is whole.</summary>
    public static byte[] Partial(string target) => PathText.Bytes($".{target}.sysops-partial");

    /// <summary>What is in the way is kept under this name.</summary>
    public static string Aside(string name, DateTimeOffset now) => string.Create(CultureInfo.InvariantCulture, $"{name}-{now:yyyyMMddHH}.backup");
}
