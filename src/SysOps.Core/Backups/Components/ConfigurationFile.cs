namespace SysOps.Backups.Components;

/// <summary>One file of the configuration.</summary>
public sealed record ConfigurationFile
{
    /// <summary>Full path, as it is configured.</summary>
    public required string Path { get; init; }

    /// <summary>Full path of the file itself: another one when a link leads to it. The archive has it by this path, without the first slash.</summary>
    public required string RealPath { get; init; }
}
