namespace SysOps.Settings.Binding;

/// <summary>What the binding of one file collects and needs.</summary>
internal sealed class BindingContext(string file, Func<string, string?> environment)
{
    private static readonly Comparer<SettingsProblem> ByPlace = Comparer<SettingsProblem>.Create((left, right) =>
        left.Line == right.Line ? left.Column.CompareTo(right.Column) : left.Line.CompareTo(right.Line));

    private readonly List<SettingsProblem> _problems = [];
    private readonly Dictionary<string, IReadOnlyCollection<string>> _knownKeys = new(StringComparer.Ordinal);

    /// <summary>Full path of the file.</summary>
    public string File { get; } = Path.GetFullPath(file);

    /// <summary>Full path of the folder in which relative paths start.</summary>
    public string BaseFolder { get; } = Path.GetDirectoryName(Path.GetFullPath(file)) ?? "/";

    public Func<string, string?> Environment { get; } = environment;

    /// <summary>Where each component's name was given; case does not make two names of one.</summary>
    public Dictionary<string, TextPosition> ComponentNames { get; } = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyDictionary<string, IReadOnlyCollection<string>> KnownKeys => _knownKeys;

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<SettingsProblem> Problems => [.. _problems.Order(ByPlace)];

    public void Report(ProblemSeverity severity, TextPosition position, string setting, string message) => _problems.Add(new SettingsProblem
    {
        File = File,
        Line = position.Line,
        Column = position.Column,
        Setting = setting,
        Severity = severity,
        Message = message,
    });

    public void Remember(string section, IReadOnlyCollection<string> keys) => _knownKeys[section] = keys;
}
