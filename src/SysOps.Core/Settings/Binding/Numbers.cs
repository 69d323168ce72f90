using System.Globalization;
using SysOps.Settings.Syntax;

namespace SysOps.Settings.Binding;

/// <summary>Reads numbers.</summary>
internal static class Numbers
{
    /// <summary>A number that is not negative.</summary>
    public static bool TryReadCount(Setting setting, out double value) =>
        (TryParse(setting, out value) && value >= 0) || setting.Unexpected("a number, 0 or more");

    /// <summary>A status code of HTTP (RFC 9110, 100–599).</summary>
    public static bool TryReadHttpStatus(Setting setting, out int value) =>
        (TryParse(setting, out value) && value is >= 100 and <= 599) || setting.Unexpected("an HTTP status from 100 to 599");

    /// <summary>A whole number that is not negative.</summary>
    public static bool TryReadWhole(Setting setting, out int value) =>
        TryParse(setting, out value) || setting.Unexpected("a whole number, 0 or more");

    /// <summary>Of zstd, without the levels that take much more memory.</summary>
    public static bool TryReadCompressionLevel(Setting setting, out int value) =>
        (TryParse(setting, out value) && value is >= 1 and <= 19) || setting.Unexpected("a level of zstd from 1 to 19");

    /// <summary>Any number that is finite.</summary>
    public static bool TryReadAny(Setting setting, out double value) => TryParse(setting, out value) || setting.Unexpected("a number");

    private static bool TryParse(Setting setting, out double value)
    {
        value = 0;
        return setting.Node is SettingNumber number
            && double.TryParse(number.Literal, NumberStyles.Float, CultureInfo.InvariantCulture, out value)
            && double.IsFinite(value);
    }

    private static bool TryParse(Setting setting, out int value)
    {
        value = 0;
        return setting.Node is SettingNumber number && int.TryParse(number.Literal, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }
}
