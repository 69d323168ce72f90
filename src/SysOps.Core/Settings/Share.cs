using System.Globalization;

namespace SysOps.Settings;

/// <summary>Shares as people write them: <c>80%</c>, from 0 to 100.</summary>
public static class Share
{
    public static bool TryParse(string? text, out double percent)
    {
        percent = 0;
        string trimmed = text?.Trim() ?? "";
        return trimmed.EndsWith('%')
            && double.TryParse(trimmed.AsSpan(0, trimmed.Length - 1).TrimEnd(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out percent)
            && percent is >= 0 and <= 100;
    }
}
