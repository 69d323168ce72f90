namespace SysOps.Settings;

/// <summary>The section <c>workspaces</c>.</summary>
public sealed record WorkspacesSettings
{
    /// <summary>Full path of the folder.</summary>
    public required string Path { get; init; }

    /// <summary>Patterns of what backups leave out, relative to the folder.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];
}
