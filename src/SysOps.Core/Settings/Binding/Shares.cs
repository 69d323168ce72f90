using SysOps.Settings.Syntax;

namespace SysOps.Settings.Binding;

/// <summary>Reads shares, as percent.</summary>
internal static class Shares
{
    public static bool TryReadPercent(Setting setting, out double value)
    {
        value = 0;
        if (setting.Node is SettingNumber number)
        {
            return setting.Unexpected($"{Share.Expected} (with its sign: \"{number.Literal}%\")");
        }

        return Texts.TryRead(setting, Share.Expected, out string? text)
            && (Share.TryParse(text, out value) || setting.Unexpected(Share.Expected));
    }
}
