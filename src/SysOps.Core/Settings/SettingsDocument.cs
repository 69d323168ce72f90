namespace SysOps.Settings;

/// <summary>A configuration as it was read: the settings, and what is odd about them.</summary>
public sealed record SettingsDocument
{
    public required SystemSettings Settings { get; init; }

    public IReadOnlyList<SettingsProblem> Warnings { get; init; } = [];

    /// <summary>The keys that are known in each section that the file has, by its path; an entry of a list is <c>services[]</c>.</summary>
    public IReadOnlyDictionary<string, IReadOnlySet<string>> KnownKeys { get; init; } = new Dictionary<string, IReadOnlySet<string>>(StringComparer.Ordinal);

    /// <summary>The settings of a machine without any configuration: its own resources only.</summary>
    public static SettingsDocument Empty { get; } = new() { Settings = new SystemSettings { Name = Environment.MachineName } };
}
