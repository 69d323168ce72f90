using System.Text.Json;

namespace SysOps.Settings.Reading;

/// <summary>Reads single values of a section.</summary>
internal static class ScalarReading
{
    private static readonly char[] NotInPaths = ['\0'];

    /// <summary>A text with its environment references replaced; a variable that is not set is a problem.</summary>
    public static string? Text(this SectionReader section, string key) =>
        section.Take(key, "a text", JsonValueKind.String) is { } node ? Resolve(section, key, node) : null;

    /// <summary>A text that must be there and say something.</summary>
    public static string RequiredText(this SectionReader section, string key)
    {
        string? text = section.Text(key);
        if (string.IsNullOrWhiteSpace(text) && (text is not null || !section.Has(key)))
        {
            section.Error(key, "Expected a text; the setting is required here.");
        }

        return text ?? "";
    }

    public static IReadOnlyList<string> Texts(this SectionReader section, string key)
    {
        List<string> texts = [];
        foreach (SettingsNode item in section.Take(key, "a list of texts", JsonValueKind.Array)?.Items ?? [])
        {
            if (item.Kind is JsonValueKind.String)
            {
                texts.Add(Resolve(section, key, item));
            }
            else
            {
                section.Error(item, key, $"Expected a text, found {item.Description}.");
            }
        }

        return texts;
    }

    /// <summary>A path; a relative one starts at the configuration's folder.</summary>
    public static string? Path(this SectionReader section, string key)
    {
        string? text = section.Text(key);
        if (text is null)
        {
            return null;
        }

        if (text.Length == 0 || text.IndexOfAny(NotInPaths) >= 0)
        {
            section.Error(key, "Expected a path, found a text that cannot be one.");
            return null;
        }

        return System.IO.Path.GetFullPath(text, section.Context.Folder);
    }

    public static bool Flag(this SectionReader section, string key, bool otherwise) =>
        section.Take(key, "true or false", JsonValueKind.True, JsonValueKind.False) is { } node ? node.Kind is JsonValueKind.True : otherwise;

    /// <summary>A duration above zero.</summary>
    public static TimeSpan? Duration(this SectionReader section, string key)
    {
        if (section.Take(key, "a duration such as \"5s\", \"10m\" or \"26h\"", JsonValueKind.String) is not { } node)
        {
            return null;
        }

        string text = Resolve(section, key, node);
        if (Settings.Duration.TryParse(text, out TimeSpan duration) && duration > TimeSpan.Zero)
        {
            return duration;
        }

        section.Error(node, key, $"Expected a duration above zero such as \"5s\", \"10m\" or \"26h\", found \"{text}\".");
        return null;
    }

    /// <summary>One of the names of an enumeration, in any case.</summary>
    public static T Choice<T>(this SectionReader section, string key, T otherwise)
        where T : struct, Enum
    {
        string names = string.Join(", ", Enum.GetNames<T>());
        if (section.Take(key, $"one of {names}", JsonValueKind.String) is not { } node)
        {
            return otherwise;
        }

        string text = Resolve(section, key, node);
        if (Enum.GetNames<T>().FirstOrDefault(name => name.Equals(text, StringComparison.OrdinalIgnoreCase)) is { } found)
        {
            return Enum.Parse<T>(found);
        }

        section.Error(node, key, $"Expected one of {names}, found \"{text}\".");
        return otherwise;
    }

    private static string Resolve(SectionReader section, string key, SettingsNode node) => EnvironmentReferences.Replace(node.Text!, name =>
    {
        string? value = Environment.GetEnvironmentVariable(name);
        if (value is null)
        {
            section.Error(node, key, $"The environment variable '{name}' is not set. Set it, or write the value here.");
        }

        return value ?? "";
    });
}
