using SysOps.Settings.Syntax;

namespace SysOps.Settings;

/// <summary>A configuration that was read: its meaning, what is doubtful in it, and the text's tree with the place of each value.</summary>
public sealed record SettingsDocument
{
    public required SystemSettings Settings { get; init; }

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<SettingsProblem> Warnings { get; init; } = [];

    public required SettingObject Tree { get; init; }

    /// <summary>The keys that each section of this file may have, by the section's path; "" is the file itself.</summary>
    public IReadOnlyDictionary<string, IReadOnlyCollection<string>> KnownKeys { get; init; } = new Dictionary<string, IReadOnlyCollection<string>>(StringComparer.Ordinal);

    /// <summary>What holds where there is no file: this machine's resources alone.</summary>
    public static SettingsDocument Empty { get; } = new()
    {
        Settings = new SystemSettings { Name = Environment.MachineName },
        Tree = new SettingObject(new TextPosition(1, 1), []),
    };
}
