namespace SysOps.Settings.Binding;

/// <summary>Binds <c>headers</c>. A value in clear under a name that sounds like a secret is one: it is masked from then on.</summary>
internal static class HeadersBinder
{
    private static readonly string[] SecretWords = ["authorization", "cookie", "key", "token", "secret", "password"];

    public static IReadOnlyDictionary<string, SensitiveText> Bind(Section section)
    {
        Dictionary<string, SensitiveText> headers = new(StringComparer.OrdinalIgnoreCase);
        foreach (string name in section.Names.ToArray())
        {
            Setting setting = section.Find(name)!;
            if (!HttpTexts.IsToken(name))
            {
                setting.Error("is no name of an HTTP header");
            }
            else if (SensitiveTexts.TryRead(setting, out SensitiveText? value) && !headers.TryAdd(name, Protect(name, value, setting)))
            {
                setting.Error("is there twice, as the names of headers do not depend on case");
            }
        }

        return headers;
    }

    private static SensitiveText Protect(string name, SensitiveText value, Setting setting)
    {
        bool isClear = value.Secret is null && !EnvironmentReferences.NamesIn(value.Template).Any();
        if (!isClear || !SecretWords.Any(word => name.Contains(word, StringComparison.OrdinalIgnoreCase)))
        {
            return value;
        }

        setting.Warn("the header's secret stands here in clear; better { \"env\": … }, { \"file\": … }, { \"secret\": … } or ${env:NAME} within the text");
        return new SensitiveText(new LiteralSecret(EnvironmentReferences.Expand(value.Template, _ => "")));
    }
}
