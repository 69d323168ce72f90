using SysOps.Settings.Syntax;

namespace SysOps.Settings.Binding;

/// <summary>Reads durations.</summary>
internal static class Durations
{
    public static bool TryRead(Setting setting, out TimeSpan value)
    {
        value = TimeSpan.Zero;
        if (setting.Node is SettingNumber number)
        {
            return setting.Unexpected($"{Duration.Expected} (with its unit: \"{number.Literal}s\" for seconds)");
        }

        return Texts.TryRead(setting, Duration.Expected, out string? text)
            && (Duration.TryParse(text, out value) || setting.Unexpected(Duration.Expected));
    }

    /// <summary>A duration that is not zero, for time limits.</summary>
    public static bool TryReadPositive(Setting setting, out TimeSpan value) =>
        TryRead(setting, out value) && (value > TimeSpan.Zero || setting.Unexpected("a duration longer than zero"));

    public static bool TryReadSeconds(Setting setting, out double value)
    {
        bool read = TryRead(setting, out TimeSpan duration);
        value = duration.TotalSeconds;
        return read;
    }
}
