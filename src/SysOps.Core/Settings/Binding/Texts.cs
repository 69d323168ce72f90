using System.Diagnostics.CodeAnalysis;
using SysOps.Settings.Syntax;

namespace SysOps.Settings.Binding;

/// <summary>Reads texts and resolves their references to environment variables.</summary>
internal static class Texts
{
    private const string MalformedReference = "a reference to an environment variable is written ${env:NAME} (for the text itself, $${env:NAME})";

    public static bool TryRead(Setting setting, [MaybeNullWhen(false)] out string value) => TryRead(setting, "a text", out value);

    /// <summary>A text that is not empty.</summary>
    public static bool TryReadFilled(Setting setting, [MaybeNullWhen(false)] out string value) =>
        TryRead(setting, out value) && (value.Trim().Length > 0 || setting.Unexpected("a text that is not empty"));

    /// <param name="setting">The value.</param>
    /// <param name="expected">What the text should be, for the message when it is no text.</param>
    /// <param name="value">The text with its references resolved.</param>
    public static bool TryRead(Setting setting, string expected, [MaybeNullWhen(false)] out string value)
    {
        value = null;
        if (setting.Node is not SettingText text)
        {
            return setting.Unexpected(expected);
        }

        if (!HasSoundReferences(setting, text.Value))
        {
            return false;
        }

        string[] missing = [.. EnvironmentReferences.NamesIn(text.Value).Where(name => setting.Context.Environment(name) is null).Distinct(StringComparer.Ordinal)];
        foreach (string name in missing)
        {
            setting.Error($"the environment variable '{name}' is not set");
        }

        value = missing.Length > 0 ? null : EnvironmentReferences.Expand(text.Value, name => setting.Context.Environment(name) ?? "");
        return value is not null;
    }

    /// <summary>A text, number, true or false, as JSON writes it.</summary>
    public static bool TryReadScalar(Setting setting, [MaybeNullWhen(false)] out string value)
    {
        value = setting.Node switch
        {
            SettingNumber number => number.Literal,
            SettingBoolean boolean => boolean.Kind,
            _ => null,
        };
        return value is not null || TryRead(setting, "a text, a number, true or false", out value);
    }

    /// <summary>Reports a reference that is begun and not ended, or names no variable.</summary>
    public static bool HasSoundReferences(Setting setting, string text)
    {
        bool sound = !EnvironmentReferences.HasMalformed(text);
        if (!sound)
        {
            setting.Error(MalformedReference);
        }

        return sound;
    }
}
