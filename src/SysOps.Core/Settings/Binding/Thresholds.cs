using System.Diagnostics.CodeAnalysis;
using SysOps.Settings.Syntax;

namespace SysOps.Settings.Binding;

/// <summary>
/// Reads thresholds: one value is the warning alone, <c>{ "warning": …, "critical": … }</c> either or both, <c>null</c> none.
/// What stands in the file replaces the default as a whole.
/// </summary>
internal static class Thresholds
{
    public static bool OfTime(Setting setting, [MaybeNullWhen(false)] out Threshold value) => TryRead(setting, Durations.TryReadSeconds, badWhenLow: false, out value);

    public static bool OfSize(Setting setting, [MaybeNullWhen(false)] out Threshold value) => TryRead(setting, Sizes.TryReadBytes, badWhenLow: false, out value);

    public static bool OfShare(Setting setting, [MaybeNullWhen(false)] out Threshold value) => TryRead(setting, Shares.TryReadPercent, badWhenLow: false, out value);

    public static bool OfCount(Setting setting, [MaybeNullWhen(false)] out Threshold value) => TryRead(setting, Numbers.TryReadCount, badWhenLow: false, out value);

    /// <summary>Of a share that is bad when it is low.</summary>
    public static bool OfLowShare(Setting setting, [MaybeNullWhen(false)] out Threshold value) => TryRead(setting, Shares.TryReadPercent, badWhenLow: true, out value);

    /// <summary>Of a count that is bad when it is low.</summary>
    public static bool OfLowCount(Setting setting, [MaybeNullWhen(false)] out Threshold value) => TryRead(setting, Numbers.TryReadCount, badWhenLow: true, out value);

    private static bool TryRead(Setting setting, ValueReader<double> limit, bool badWhenLow, [MaybeNullWhen(false)] out Threshold value)
    {
        value = setting.Node switch
        {
            SettingNull => new Threshold(),
            SettingObject => setting.Bind(section => BindLimits(section, limit, badWhenLow)),
            _ => limit(setting, out double warning) ? new Threshold(Warning: warning) : null,
        };
        return value is not null;
    }

    private static Threshold BindLimits(Section section, ValueReader<double> limit, bool badWhenLow)
    {
        Threshold threshold = new(section.ReadValue("warning", limit), section.ReadValue("critical", limit));
        if (!section.Has("warning") && !section.Has("critical"))
        {
            section.Setting.Error("expected a warning, a critical, or both; null instead of the object turns the threshold off");
        }

        if (badWhenLow ? threshold.Warning < threshold.Critical : threshold.Warning > threshold.Critical)
        {
            string direction = badWhenLow ? "above" : "below";
            section.Find("critical")?.Error($"the critical limit must not lie {direction} the warning, which would never be seen");
        }

        return threshold;
    }
}
