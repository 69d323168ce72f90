using SysOps.Settings.Syntax;

namespace SysOps.Settings.Binding;

/// <summary>One value of the file while it is read: where it is, and how to complain about it.</summary>
internal sealed record Setting(BindingContext Context, string Path, SettingNode Node)
{
    private const int LongestEcho = 60;

    public void Error(string message) => Context.Report(ProblemSeverity.Error, Node.Position, Path, message);

    public void Warn(string message) => Context.Report(ProblemSeverity.Warning, Node.Position, Path, message);

    /// <summary>Reports that something else was expected, with what was found, and is always false.</summary>
    public bool Unexpected(string expected)
    {
        Error($"expected {expected}, found {Found}");
        return false;
    }

    /// <summary>As <see cref="Unexpected"/>, for what may be a secret: only the kind of what was found is told.</summary>
    public bool UnexpectedSecret(string expected)
    {
        Error($"expected {expected}, found {Node.Kind}");
        return false;
    }

    /// <summary>Reads an object, key by key; null when it is none.</summary>
    public T? Bind<T>(Func<Section, T> bind)
        where T : class
    {
        if (Node is not SettingObject node)
        {
            // What stands in an object's place may be anything, a secret too.
            UnexpectedSecret("an object { … }");
            return null;
        }

        Section section = new(this, node);
        T bound = bind(section);
        section.ReportUnknownKeys();
        return bound;
    }

    /// <summary>The items of a list; none when it is no list.</summary>
    public IEnumerable<Setting> Items()
    {
        if (Node is SettingArray array)
        {
            return array.Items.Select((item, index) => new Setting(Context, $"{Path}[{index}]", item));
        }

        Unexpected("a list [ … ]");
        return [];
    }

    // As the file has it: the value of a reference to a variable may be a secret.
    private string Found => Node switch
    {
        SettingText { Value.Length: > LongestEcho } text => $"\"{text.Value[..LongestEcho]}…\"",
        SettingText text => $"\"{text.Value}\"",
        SettingNumber number => $"the number {number.Literal}",
        _ => Node.Kind,
    };
}
