using SysOps.Settings;

namespace SysOps.Backups.Creating;

/// <summary>What is to be backed up, where to, and how.</summary>
public sealed record BackupOptions
{
    public required SystemSettings Settings { get; init; }

    /// <summary>Full path; made with the first backup.</summary>
    public required string Repository { get; init; }

    /// <summary>Null: all that are configured.</summary>
    public IReadOnlyList<BackupComponentKind>? Components { get; init; }

    public string? Description { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Of zstd, 1–19.</summary>
    public int CompressionLevel { get; init; } = 3;

    /// <summary>Builds on no earlier backup.</summary>
    public bool Full { get; init; }

    /// <summary>Patterns of workspaces that are left out, beside those of the configuration.</summary>
    public IReadOnlyList<string> Excludes { get; init; } = [];

    /// <summary>How long to wait while another command holds the repository.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The section backups, or its defaults when only a repository was named.</summary>
    public BackupSettings Backups => Settings.Backups ?? new BackupSettings { Path = Repository };
}
