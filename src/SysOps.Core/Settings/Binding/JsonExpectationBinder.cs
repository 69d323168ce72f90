using System.Diagnostics.CodeAnalysis;
using SysOps.Settings.Syntax;

namespace SysOps.Settings.Binding;

/// <summary>Binds one entry of <c>expectJson</c>; with neither <c>equals</c> nor <c>contains</c> the path only has to be there.</summary>
internal static class JsonExpectationBinder
{
    public static bool TryRead(Setting setting, [MaybeNullWhen(false)] out JsonExpectation value)
    {
        value = setting.Bind(section => new JsonExpectation
        {
            Path = section.Require("path", Texts.TryReadFilled, ""),
            EqualTo = section.Read<string>("equals", TryReadScalar),
            Contains = section.Read<string>("contains", Texts.TryReadFilled),
        });
        return value is not null;
    }

    /// <summary>A text, number, true or false, as JSON writes it.</summary>
    private static bool TryReadScalar(Setting setting, [MaybeNullWhen(false)] out string value)
    {
        value = setting.Node switch
        {
            SettingNumber number => number.Literal,
            SettingBoolean boolean => boolean.Kind,
            _ => null,
        };
        return value is not null || Texts.TryRead(setting, "a text, a number, true or false", out value);
    }
}
