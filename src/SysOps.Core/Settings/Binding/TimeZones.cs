using System.Diagnostics.CodeAnalysis;

namespace SysOps.Settings.Binding;

/// <summary>Reads time zones.</summary>
internal static class TimeZones
{
    public static bool TryRead(Setting setting, [MaybeNullWhen(false)] out TimeZoneInfo value)
    {
        value = null;
        return Texts.TryReadFilled(setting, out string? text)
            && (TimeZoneInfo.TryFindSystemTimeZoneById(text, out value) || setting.Unexpected("a time zone that this machine knows, such as \"Europe/Berlin\" or \"UTC\""));
    }
}
