using System.Globalization;
using SysOps.Settings.Syntax;

namespace SysOps.Settings.Binding;

/// <summary>Reads numbers.</summary>
internal static class Numbers
{
    /// <summary>A number that is not negative.</summary>
    public static bool TryReadCount(Setting setting, out double value)
    {
        value = 0;
        bool read = setting.Node is SettingNumber number
            && double.TryParse(number.Literal, NumberStyles.Float, CultureInfo.InvariantCulture, out value)
            && value >= 0
            && double.IsFinite(value);
        return read || setting.Unexpected("a number, 0 or more");
    }

    /// <summary>A status code of HTTP (RFC 9110, 100–599).</summary>
    public static bool TryReadHttpStatus(Setting setting, out int value)
    {
        value = 0;
        bool read = setting.Node is SettingNumber number
            && int.TryParse(number.Literal, NumberStyles.None, CultureInfo.InvariantCulture, out value)
            && value is >= 100 and <= 599;
        return read || setting.Unexpected("an HTTP status from 100 to 599");
    }
}
