using System.Text.Json;

namespace SysOps.Settings.Reading;

/// <summary>Reads secrets and texts that may hold them. Their values are never resolved here, and never echoed.</summary>
internal static class SecretReading
{
    private const string Forms = "a secret: { \"env\": name }, { \"file\": path } or { \"secret\": name }";

    /// <summary>A text whose references are resolved when it is used.</summary>
    public static SensitiveText? Sensitive(this SectionReader section, string key) =>
        section.Take(key, "a text", JsonValueKind.String) is { } node ? new SensitiveText(node.Text!) : null;

    /// <summary>A secret by reference; one in clear works, with a warning.</summary>
    public static SecretReference? Secret(this SectionReader section, string key)
    {
        if (section.Take(key, Forms, JsonValueKind.String, JsonValueKind.Object) is not { } node)
        {
            return null;
        }

        if (node.Kind is JsonValueKind.String)
        {
            if (!EnvironmentReferences.Any(node.Text!))
            {
                section.Warning(key, $"A secret stands in the file in clear. Better {Forms}.");
            }

            return new TextSecret(new SensitiveText(node.Text!));
        }

        return Reference(section.Section(key)!, key);
    }

    /// <summary>The values of an object, each a text or a secret: the headers of a request.</summary>
    public static IReadOnlyDictionary<string, SensitiveText> SensitiveTexts(this SectionReader section, string key)
    {
        var texts = new Dictionary<string, SensitiveText>(StringComparer.OrdinalIgnoreCase);
        if (section.Take(key, "an object { … }", JsonValueKind.Object) is not { } node)
        {
            return texts;
        }

        SectionReader entries = section.Section(key)!;
        foreach (SettingsMember member in node.Members)
        {
            SensitiveText? text = member.Value.Kind is JsonValueKind.Object
                ? Reference(entries.Section(member.Key)!, member.Key) is { } secret ? new SensitiveText(secret) : null
                : entries.Sensitive(member.Key);
            if (text is not null)
            {
                texts[member.Key] = text;
            }
        }

        return texts;
    }

    private static SecretReference? Reference(SectionReader form, string key)
    {
        string? variable = form.Take("env", "the name of a variable", JsonValueKind.String)?.Text;
        string? file = form.Path("file");
        string? name = form.Text("secret");
        string? vault = form.Text("vault");
        form.Finish();
        if (new[] { variable, file, name }.Count(value => !string.IsNullOrEmpty(value)) != 1)
        {
            form.Error("env", $"Expected {Forms}: exactly one of them for '{key}'.");
            return null;
        }

        return variable is not null ? new EnvironmentSecret(variable)
            : file is not null ? new FileSecret(file)
            : new VaultSecret(name!, vault);
    }
}
