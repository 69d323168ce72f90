using System.Globalization;
using System.Text.RegularExpressions;

namespace SysOps.Settings;

/// <summary>
/// Sizes as users write them: <c>100MB</c>, <c>1.5GB</c>, <c>512</c> (bytes). As in PowerShell 1 KB = 1024 bytes, so
/// <c>MB</c>, <c>MiB</c> and <c>M</c> are the same. Never negative; a fraction of a byte is cut off.
/// </summary>
public static partial class Size
{
    /// <summary>For messages: what would have been right.</summary>
    public const string Expected = "a size such as \"100MB\" or \"1.5GB\" (1 KB = 1024 bytes), or a number of bytes";

    private const string Prefixes = "KMGTPE";

    public static bool TryParse(string? text, out long bytes)
    {
        bytes = 0;
        Match match = Pattern().Match(text ?? "");
        if (!match.Success || !decimal.TryParse(match.Groups["number"].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number))
        {
            return false;
        }

        string prefix = match.Groups["prefix"].Value.ToUpperInvariant();
        long unit = 1L << (10 * (prefix.Length == 0 ? 0 : 1 + Prefixes.IndexOf(prefix, StringComparison.Ordinal)));
        bool fits = number <= (decimal)long.MaxValue / unit;
        bytes = fits ? (long)(number * unit) : 0;
        return fits;
    }

    /// <summary>For people: in the largest unit that keeps it above one, with one decimal: <c>1.5 GiB</c>.</summary>
    public static string Format(double bytes)
    {
        string[] units = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];
        int unit = 0;
        for (; Math.Abs(bytes) >= 1024 && unit < units.Length - 1; unit++)
        {
            bytes /= 1024;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{bytes:0.#} {units[unit]}");
    }

    /// <summary>In the largest unit of which it is a whole number: <see cref="TryParse"/> reads it back to the same size.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public static string Exact(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        int power = 0;
        while (power < Prefixes.Length && bytes > 0 && bytes % 1024 == 0)
        {
            bytes /= 1024;
            power++;
        }

        return bytes.ToString(CultureInfo.InvariantCulture) + (power == 0 ? "B" : $"{Prefixes[power - 1]}B");
    }

    // Both cases are written out: ignoring case would let in the Kelvin sign.
    [GeneratedRegex(@"\A((?<number>[0-9]+)[bB]?|(?<number>[0-9]+(\.[0-9]+)?)(?<prefix>[KkMmGgTtPpEe])([iI]?[bB])?)\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
