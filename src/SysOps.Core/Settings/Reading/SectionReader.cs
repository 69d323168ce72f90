using System.Text.Json;

namespace SysOps.Settings.Reading;

/// <summary>
/// Walks one object of the file. Every key that is asked for is known; what is left over when the section is
/// finished was mistyped. Wrong values become problems at their place, and reading goes on.
/// </summary>
internal sealed class SectionReader
{
    private readonly SettingsNode _node;
    private readonly string _template;
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    public SectionReader(ReadingContext context, SettingsNode node)
        : this(context, node, "", "")
    {
    }

    private SectionReader(ReadingContext context, SettingsNode node, string path, string template)
    {
        Context = context;
        _node = node;
        SettingPath = path;
        _template = template;
    }

    public ReadingContext Context { get; }

    public string SettingPath { get; }

    /// <summary>The full path of a setting in this section.</summary>
    public string SettingOf(string key) => SettingPath.Length == 0 ? key : $"{SettingPath}.{key}";

    /// <summary>Whether the file has the key with a value.</summary>
    public bool Has(string key) => Find(key) is not null;

    /// <summary>The value of a key when it is of one of these kinds; null when the key is missing or null, or of another kind, which is a problem.</summary>
    public SettingsNode? Take(string key, string expected, params ReadOnlySpan<JsonValueKind> kinds)
    {
        SettingsNode? value = Find(key);
        if (value is null || kinds.Contains(value.Kind))
        {
            return value;
        }

        Error(value, key, $"Expected {expected}, found {value.Description}.");
        return null;
    }

    /// <summary>The key's value whatever its kind, null included; null when the key is missing.</summary>
    public SettingsNode? TakeAny(string key)
    {
        _known.Add(key);
        return _node.Members.LastOrDefault(member => member.Key == key)?.Value;
    }

    public SectionReader? Section(string key) =>
        Take(key, "an object { … }", JsonValueKind.Object) is { } node ? new SectionReader(Context, node, SettingOf(key), Below(_template, key)) : null;

    public IEnumerable<SectionReader> Sections(string key)
    {
        SettingsNode? list = Take(key, "a list [ … ]", JsonValueKind.Array);
        for (int index = 0; index < list?.Items.Count; index++)
        {
            SettingsNode item = list.Items[index];
            if (item.Kind is JsonValueKind.Object)
            {
                yield return new SectionReader(Context, item, $"{SettingOf(key)}[{index}]", $"{Below(_template, key)}[]");
            }
            else
            {
                Context.Problems.Error(item.Line, item.Column, $"{SettingOf(key)}[{index}]", $"Expected an object {{ … }}, found {item.Description}.");
            }
        }
    }

    /// <summary>Keys that belong here and are read by another capability.</summary>
    public void Leave(params ReadOnlySpan<string> keys)
    {
        foreach (string key in keys)
        {
            _known.Add(key);
        }
    }

    /// <summary>A problem with a key's value; at the section itself when the key is missing.</summary>
    public void Error(string key, string message) => Error(Find(key) ?? _node, key, message);

    public void Error(SettingsNode at, string key, string message) => Context.Problems.Error(at.Line, at.Column, SettingOf(key), message);

    public void Warning(string key, string message)
    {
        SettingsNode at = Find(key) ?? _node;
        Context.Problems.Warning(at.Line, at.Column, SettingOf(key), message);
    }

    /// <summary>Warns of every key that nobody asked for.</summary>
    public void Finish()
    {
        Context.Remember(_template, _known);
        foreach (SettingsMember member in _node.Members.Where(member => !_known.Contains(member.Key)))
        {
            string hint = NearestName.Of(member.Key, _known) is { } near ? $" Did you mean '{near}'?" : "";
            Context.Problems.Warning(member.Line, member.Column, SettingOf(member.Key), $"No such setting.{hint}");
        }
    }

    private SettingsNode? Find(string key) => TakeAny(key) is { Kind: not JsonValueKind.Null } value ? value : null;

    private static string Below(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";
}
