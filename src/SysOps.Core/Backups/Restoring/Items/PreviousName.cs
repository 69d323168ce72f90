using System.Globalization;

namespace SysOps.Backups.Restoring.Items;

/// <summary>The name that what was replaced is kept under.</summary>
internal static class PreviousName
{
    /// <param name="path">Full path until now.</param>
    /// <param name="now">When it is replaced.</param>
    /// <returns>A path that nothing is at.</returns>
    public static string Of(string path, DateTimeOffset now)
    {
        string name = $"{path}_before_{now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture)}";
        string free = name;
        for (int number = 2; Path.Exists(free); number++)
        {
            free = string.Create(CultureInfo.InvariantCulture, $"{name}_{number}");
        }

        return free;
    }
}
