using System.Diagnostics.CodeAnalysis;
using SysOps.Settings.Syntax;

namespace SysOps.Settings.Binding;

/// <summary>Reads connection strings, URLs, headers and queries: their references are resolved when they are used. Nothing of them is told in a message.</summary>
internal static class SensitiveTexts
{
    public static bool TryRead(Setting setting, [MaybeNullWhen(false)] out SensitiveText value)
    {
        value = null;
        if (setting.Node is SettingObject)
        {
            value = Secrets.TryRead(setting, out SecretReference? secret) ? new SensitiveText(secret) : null;
            return value is not null;
        }

        if (setting.Node is not SettingText { Value: var text } || text.Trim().Length == 0)
        {
            return setting.UnexpectedSecret("a text that is not empty, or a reference to a secret");
        }

        value = Texts.HasSoundReferences(setting, text) ? new SensitiveText(text) : null;
        return value is not null;
    }

    /// <summary>A connection string; a password in it should be a reference.</summary>
    public static bool TryReadConnection(Setting setting, [MaybeNullWhen(false)] out SensitiveText value)
    {
        bool read = TryRead(setting, out value);
        WarnOfPassword(setting, value);
        return read;
    }

    /// <summary>An absolute http or https URL, as far as it can be told before its references are resolved.</summary>
    public static bool TryReadUrl(Setting setting, [MaybeNullWhen(false)] out SensitiveText value)
    {
        bool read = TryRead(setting, out value);
        WarnOfPassword(setting, value);
        return read && (MayBeUrl(value!) || setting.UnexpectedSecret("an absolute URL with http:// or https://"));
    }

    private static void WarnOfPassword(Setting setting, SensitiveText? value)
    {
        if (value is not null && CredentialPatterns.HasPasswordInClear(value.Template))
        {
            setting.Warn("a password stands here in clear; better ${env:NAME} in its place, or a setting of its own such as \"password\": { \"file\": … }");
        }
    }

    private static bool MayBeUrl(SensitiveText text)
    {
        // A digit can stand for a variable in each part of a URL: host, port, path.
        string sample = EnvironmentReferences.Expand(text.Template, _ => "1");
        bool startsWithReference = text.Template.StartsWith("${env:", StringComparison.Ordinal);
        return text.Secret is not null
            || startsWithReference
            || (Uri.TryCreate(sample, UriKind.Absolute, out Uri? url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps));
    }
}
