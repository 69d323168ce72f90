namespace SysOps.Settings;

/// <summary>One entry of <c>configurationFiles</c>.</summary>
public sealed record ConfigurationFileSettings
{
    /// <summary>Full path.</summary>
    public required string Path { get; init; }

    /// <summary>Full path of a JSON schema for it.</summary>
    public string? Schema { get; init; }

    /// <summary>Keys that must be there and not empty.</summary>
    public IReadOnlyList<string> Required { get; init; } = [];
}
