using SysOps.Settings.Syntax;

namespace SysOps.Settings;

/// <summary>A configuration that was read: its meaning, what is doubtful in it, and the text's tree with the place of each value.</summary>
public sealed record SettingsDocument
{
    public required SystemSettings Settings { get; init; }

    /// <summary>In the order of the file.</summary>
    public required IReadOnlyList<SettingsProblem> Warnings { get; init; }

    public required SettingObject Tree { get; init; }

    /// <summary>The keys that each section of this file may have, by the section's path; "" is the file itself.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyCollection<string>> KnownKeys { get; init; }
}
