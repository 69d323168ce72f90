namespace SysOps.Settings;

/// <summary>The whole of <c>sysops.json</c>, checked and with its defaults. A section that is missing in the file is null here.</summary>
public sealed record SystemSettings
{
    public required string Name { get; init; }

    public string? Environment { get; init; }

    /// <summary>The full path of the file; null when there is none.</summary>
    public string? SourcePath { get; init; }

    public DatabaseSettings? Database { get; init; }

    public CacheSettings? Cache { get; init; }

    public IReadOnlyList<ExternalServiceSettings> ExternalServices { get; init; } = [];

    public IReadOnlyList<ServiceSettings> Services { get; init; } = [];

    public ResourceSettings Resources { get; init; } = new();

    public WorkspacesSettings? Workspaces { get; init; }

    /// <summary>Full path of the workspaces' folder.</summary>
    public string? WorkspacesPath => Workspaces?.Path;

    public IReadOnlyList<ConfigurationFileSettings> ConfigurationFiles { get; init; } = [];

    /// <summary>Full path of the folder of logs.</summary>
    public string? LogsPath { get; init; }

    public BackupSettings? Backups { get; init; }

    /// <summary>Full path of the backup repository.</summary>
    public string? BackupsPath => Backups?.Path;

    /// <summary>Full path of the history of measured values.</summary>
    public string? MonitoringPath { get; init; }

    /// <summary>Full path of the audit log.</summary>
    public string? AuditPath { get; init; }
}
