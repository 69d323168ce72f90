using System.Text.Json;

namespace SysOps.Settings.Reading;

/// <summary>One value of the file with its place: line and column from 1, in UTF-16 units.</summary>
public sealed record SettingsNode
{
    public required JsonValueKind Kind { get; init; }

    public required int Line { get; init; }

    public required int Column { get; init; }

    /// <summary>A string's content, or a number as it is written; null for the rest.</summary>
    public string? Text { get; init; }

    /// <summary>Of an object.</summary>
    public IReadOnlyList<SettingsMember> Members { get; init; } = [];

    /// <summary>Of an array.</summary>
    public IReadOnlyList<SettingsNode> Items { get; init; } = [];

    /// <summary>What it is, in words for people.</summary>
    public string Description => Kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => Kind is JsonValueKind.True ? "true" : "false",
    };
}
