using System.Globalization;

namespace SysOps.Health.Resources.Linux;

/// <summary>/proc/meminfo, in bytes.</summary>
public sealed record MemoryInfo(long Total, long Available, long SwapTotal, long SwapFree)
{
    public static MemoryInfo Parse(IEnumerable<string> lines)
    {
        var figures = lines
            .Select(line => line.Split((char[])[':', ' '], StringSplitOptions.RemoveEmptyEntries))
            .Where(parts => parts.Length >= 2)
            .ToDictionary(parts => parts[0], parts => 1024 * long.Parse(parts[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);
        return new MemoryInfo(figures["MemTotal"], figures["MemAvailable"], figures.GetValueOrDefault("SwapTotal"), figures.GetValueOrDefault("SwapFree"));
    }
}
