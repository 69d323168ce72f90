using System.Diagnostics.CodeAnalysis;
using SysOps.Settings.Syntax;

namespace SysOps.Settings.Binding;

/// <summary>Reads what must stay free: a size, or a share of the volume.</summary>
internal static class Reserves
{
    public static bool TryRead(Setting setting, [MaybeNullWhen(false)] out SpaceReserve value)
    {
        value = null;
        if (setting.Node is SettingText text && text.Value.TrimEnd().EndsWith('%'))
        {
            value = Shares.TryReadPercent(setting, out double percent) ? new SpaceReserve { Percent = percent } : null;
        }
        else if (Sizes.TryReadBytes(setting, out double bytes))
        {
            value = new SpaceReserve { Bytes = (long)bytes };
        }

        return value is not null;
    }
}
