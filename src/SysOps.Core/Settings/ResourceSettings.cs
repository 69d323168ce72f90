namespace SysOps.Settings;

/// <summary>The section <c>resources</c>.</summary>
public sealed record ResourceSettings
{
    /// <summary>Percent of the CPU time that this machine or container may use.</summary>
    public Threshold Cpu { get; init; } = new(Warning: 80);

    /// <summary>Percent of the memory that this machine or container may use.</summary>
    public Threshold Memory { get; init; } = new(Warning: 85);

    /// <summary>Percent of a volume.</summary>
    public Threshold Disk { get; init; } = new(Critical: 90);

    /// <summary>Percent of a volume's inodes.</summary>
    public Threshold Inodes { get; init; } = new(Critical: 90);

    /// <summary>Percent of the open files that the system allows.</summary>
    public Threshold OpenFiles { get; init; } = new(Warning: 80, Critical: 95);

    /// <summary>Errors and drops a second over all interfaces.</summary>
    public Threshold NetworkErrors { get; init; } = new(Warning: 10);

    /// <summary>Paths whose volumes are watched; empty: those of database, workspaces, logs and backups, else the root's.</summary>
    public IReadOnlyList<string> Volumes { get; init; } = [];
}
