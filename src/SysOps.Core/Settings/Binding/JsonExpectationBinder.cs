using System.Diagnostics.CodeAnalysis;

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
            EqualTo = section.Read<string>("equals", Texts.TryReadScalar),
            Contains = section.Read<string>("contains", Texts.TryReadFilled),
        };
    }

    private static bool TryReadPath(Setting setting, [MaybeNullWhen(false)] out string value) =>
        Texts.TryRead(setting, out value) && (JsonPath.TryParse(value, out _) || setting.Unexpected("a path such as \"data[0].id\" or \"models[*].name\""));
}
