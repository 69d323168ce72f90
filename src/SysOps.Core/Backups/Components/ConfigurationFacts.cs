namespace SysOps.Backups.Components;

/// <summary>What a manifest says of the configuration: which file is where in the archive.</summary>
public sealed record ConfigurationFacts
{
    public const int CurrentVersion = 1;

    /// <summary>Of this description; one that is higher than <see cref="CurrentVersion"/> was written by a newer SysOps.</summary>
    public int Version { get; init; } = CurrentVersion;

    public required IReadOnlyList<ConfigurationFile> Files { get; init; }
}
