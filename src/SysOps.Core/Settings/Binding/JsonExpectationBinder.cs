using System.Diagnostics.CodeAnalysis;
using SysOps.Settings.Syntax;

namespace SysOps.Settings.Binding;

/// <summary>Binds one entry of <c>expectJson</c>.</summary>
internal static class JsonExpectationBinder
{
    public static bool TryRead(Setting setting, [MaybeNullWhen(false)] out JsonExpectation value)
    {
        value = setting.Bind(Bind);
        return value is not null;
    }

    private static JsonExpectation Bind(Section section)
    {
        if (section.Has("equals") == section.Has("contains"))
        {
            section.Setting.Error("an expectation needs exactly one of 'equals' and 'contains'");
        }

        return new JsonExpectation
        {
            Path = section.Require("path", TryReadPath, ""),
            EqualTo = section.Read<string>("equals", TryReadScalar),
            Contains = section.Read<string>("contains", Texts.TryReadFilled),
        };
    }

    private static bool TryReadPath(Setting setting, [MaybeNullWhen(false)] out string value) =>
        Texts.TryRead(setting, out value) && (JsonPath.TryParse(value, out _) || setting.Unexpected("a path such as \"data[0].id\" or \"models[*].name\""));

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
