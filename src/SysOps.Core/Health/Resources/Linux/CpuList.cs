using System.Globalization;

namespace SysOps.Health.Resources.Linux;

/// <summary>Lists of CPUs as the kernel writes them: <c>0-3,8</c>.</summary>
internal static class CpuList
{
    /// <summary>How many there are; null when the file is not there or names none.</summary>
    public static double? ReadCount(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        int count = File.ReadAllText(path).Trim().Split(',', StringSplitOptions.RemoveEmptyEntries).Sum(Length);
        return count > 0 ? count : null;
    }

    private static int Length(string range)
    {
        string[] ends = range.Split('-', 2);
        int first = int.Parse(ends[0], CultureInfo.InvariantCulture);
        return int.Parse(ends[^1], CultureInfo.InvariantCulture) - first + 1;
    }
}
