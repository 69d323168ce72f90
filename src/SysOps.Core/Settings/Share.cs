using System.Globalization;
using System.Text.RegularExpressions;

namespace SysOps.Settings;

/// <summary>Shares as users write them: <c>80%</c>, <c>99.5%</c>; a number alone is none, as 0.8 and 80 would be guesses. In percent, 0–100.</summary>
public static partial class Share
{
    /// <summary>For messages: what would have been right.</summary>
    public const string Expected = "a share from \"0%\" to \"100%\"";

    public static bool TryParse(string? text, out double percent)
    {
        Match match = Pattern().Match(text ?? "");
        percent = match.Success ? double.Parse(match.Groups["number"].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) : 0;
        bool fits = match.Success && percent <= 100;
        percent = fits ? percent : 0;
        return fits;
    }

    /// <summary>With up to six decimals.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not within 0 and 100.</exception>
    public static string Format(double percent)
    {
        if (percent is not (>= 0 and <= 100))
        {
            throw new ArgumentOutOfRangeException(nameof(percent), percent, "A share is within 0 and 100 percent.");
        }

        return percent.ToString("0.######", CultureInfo.InvariantCulture) + "%";
    }

    [GeneratedRegex(@"\A(?<number>[0-9]+(\.[0-9]+)?)%\z", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
