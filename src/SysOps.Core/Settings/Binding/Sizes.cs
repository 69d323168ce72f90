using System.Globalization;
using SysOps.Settings.Syntax;

namespace SysOps.Settings.Binding;

/// <summary>Reads sizes.</summary>
internal static class Sizes
{
    public static bool TryReadBytes(Setting setting, out double value)
    {
        value = 0;
        if (setting.Node is SettingNumber number)
        {
            bool read = long.TryParse(number.Literal, NumberStyles.None, CultureInfo.InvariantCulture, out long count);
            value = count;
            return read || setting.Unexpected(Size.Expected);
        }

        if (!Texts.TryRead(setting, Size.Expected, out string? text))
        {
            return false;
        }

        bool parsed = Size.TryParse(text, out long bytes);
        value = bytes;
        return parsed || setting.Unexpected(Size.Expected);
    }
}
