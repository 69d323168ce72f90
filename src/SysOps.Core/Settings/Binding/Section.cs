using SysOps.Settings.Syntax;

namespace SysOps.Settings.Binding;

/// <summary>One object of the file while it is bound. The keys that are asked for are its known keys.</summary>
internal sealed class Section(Setting setting, SettingObject node)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    public Setting Setting { get; } = setting;

    /// <summary>All its keys, for an object whose keys are names that the user chooses.</summary>
    public IEnumerable<string> Names => node.Members.Select(member => member.Name);

    /// <summary>The value of a key; null when it is not there.</summary>
    public Setting? Find(string key)
    {
        _known.Add(key);
        string path = Setting.Path.Length == 0 ? key : $"{Setting.Path}.{key}";
        return node.Find(key) is { } member ? new Setting(Setting.Context, path, member.Value) : null;
    }

    public bool Has(string key) => Find(key) is not null;

    /// <summary>The value, or the fallback when the key is missing or its value is wrong.</summary>
    public T Read<T>(string key, ValueReader<T> reader, T fallback) =>
        Find(key) is { } found && reader(found, out T? value) ? value : fallback;

    /// <summary>The value; null when the key is missing or its value is wrong.</summary>
    public T? Read<T>(string key, ValueReader<T> reader)
        where T : class =>
        Find(key) is { } found && reader(found, out T? value) ? value : null;

    /// <summary>As <see cref="Read{T}(string, ValueReader{T})"/>, for values that are structures.</summary>
    public T? ReadValue<T>(string key, ValueReader<T> reader)
        where T : struct =>
        Find(key) is { } found && reader(found, out T value) ? value : null;

    /// <summary>The value of a key that must be there. The placeholder is never seen, as the error ends the reading.</summary>
    public T Require<T>(string key, ValueReader<T> reader, T placeholder)
    {
        if (!Has(key))
        {
            Setting.Error($"the setting '{key}' is missing");
        }

        return Read(key, reader, placeholder);
    }

    /// <summary>The items of a list that are right; none when the key is missing.</summary>
    public IReadOnlyList<T> ReadList<T>(string key, ValueReader<T> reader)
    {
        List<T> values = [];
        foreach (Setting item in Find(key)?.Items() ?? [])
        {
            if (reader(item, out T? value))
            {
                values.Add(value);
            }
        }

        return values;
    }

    /// <summary>The section below the key; null when it is missing or no object.</summary>
    public T? ReadSection<T>(string key, Func<Section, T> bind)
        where T : class => Find(key)?.Bind(bind);

    /// <summary>A key of a later reader: only that its value is a list is checked here.</summary>
    public void ExpectList(string key) => Find(key)?.Items();

    /// <summary>A key of a later reader: only that its value is an object is checked here.</summary>
    public void ExpectObject(string key)
    {
        if (Find(key) is { Node: not SettingObject } found)
        {
            found.UnexpectedSecret("an object { … }");
        }
    }

    /// <summary>Each key that nobody asked for is a warning, with the known key that was probably meant.</summary>
    public void ReportUnknownKeys()
    {
        Setting.Context.Remember(Setting.Path, _known);
        foreach (SettingMember member in node.Members.Where(member => !_known.Contains(member.Name)))
        {
            string path = Setting.Path.Length == 0 ? member.Name : $"{Setting.Path}.{member.Name}";
            string hint = Spelling.Nearest(member.Name, _known) is { } nearest ? $"; did you mean '{nearest}'?" : "";
            Setting.Context.Report(ProblemSeverity.Warning, member.Position, path, $"is not a setting and has no effect{hint}");
        }
    }
}
