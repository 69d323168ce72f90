using System.Diagnostics.CodeAnalysis;
using SysOps.Settings.Syntax;

namespace SysOps.Settings.Binding;

/// <summary>Reads where a secret is found. Nothing of what stands there is told in a message.</summary>
internal static class Secrets
{
    private const string Expected = "{ \"env\": … }, { \"file\": … } or { \"secret\": …, \"vault\": … }";

    private static readonly string[] Sources = ["env", "file", "secret"];

    public static bool TryRead(Setting setting, [MaybeNullWhen(false)] out SecretReference value)
    {
        value = setting.Node switch
        {
            SettingText text => FromText(setting, text.Value),
            SettingObject => setting.Bind(Bind)?.Reference,
            _ => null,
        };
        return value is not null || (setting.Node is not (SettingText or SettingObject) && setting.UnexpectedSecret(Expected));
    }

    private static SecretReference? FromText(Setting setting, string text)
    {
        if (EnvironmentReferences.WholeName(text) is { } name)
        {
            return new EnvironmentSecret(name);
        }

        if (!Texts.HasSoundReferences(setting, text))
        {
            return null;
        }

        if (EnvironmentReferences.NamesIn(text).Any() || text.Length == 0)
        {
            setting.Error($"expected {Expected}, or one ${{env:NAME}} alone");
            return null;
        }

        setting.Warn($"the secret stands here in clear; better {Expected}");
        return new LiteralSecret(EnvironmentReferences.Expand(text, _ => ""));
    }

    private static SecretSource Bind(Section section)
    {
        string? variable = section.Read<string>("env", VariableName);
        string? file = section.Read<string>("file", Paths.TryRead);
        string? secret = section.Read<string>("secret", Texts.TryReadFilled);
        string? vault = section.Read<string>("vault", Texts.TryReadFilled);
        if (Sources.Count(section.Has) != 1 || (section.Has("vault") && !section.Has("secret")))
        {
            section.Setting.Error($"expected exactly one of {Expected}");
        }

        return new SecretSource(
            variable is not null ? new EnvironmentSecret(variable)
            : file is not null ? new FileSecret(file)
            : secret is not null ? new VaultSecret(secret, vault)
            : null);
    }

    /// <summary>What is no name may be the password itself, put into the wrong place.</summary>
    private static bool VariableName(Setting setting, [MaybeNullWhen(false)] out string value)
    {
        value = setting.Node is SettingText text && EnvironmentReferences.IsName(text.Value) ? text.Value : null;
        return value is not null || setting.UnexpectedSecret("the name of an environment variable");
    }
}
