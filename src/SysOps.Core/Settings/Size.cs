using System.Globalization;
using System.Text.RegularExpressions;

namespace SysOps.Settings;

/// <summary>Sizes as people write them: a number of bytes, or <c>100MB</c>. As in PowerShell a KB has 1,024 bytes; KiB says the same.</summary>
public static partial class Size
{
    private const string Prefixes = "KMGTP";

    /// <summary>False for anything that is not a size, is negative, or is more than a long holds.</summary>
    public static bool TryParse(string? text, out long bytes)
    {
        bytes = 0;
        Match match = Pattern().Match(text?.Trim() ?? "");
        if (!match.Success || !decimal.TryParse(match.Groups["number"].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number))
        {
            return false;
        }

        int power = match.Groups["prefix"].Success ? Prefixes.IndexOf(char.ToUpperInvariant(match.Groups["prefix"].Value[0]), StringComparison.Ordinal) + 1 : 0;
        decimal value = decimal.Floor(number * (1L << (10 * power)));
        if (value > long.MaxValue)
        {
            return false;
        }

        bytes = (long)value;
        return true;
    }

    /// <summary>The size in the largest unit that keeps it above one, with one decimal: <c>1.5 GiB</c>.</summary>
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

    [GeneratedRegex("^(?<number>[0-9]{1,19}([.][0-9]{1,9})?)\\s*((?<prefix>[KMGTP])i?)?B?$", RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
