using SysOps.Backups.Repositories;
using SysOps.Settings;

namespace SysOps.Binding;

/// <summary>Which repository a command means: the one that was named, else the configuration's.</summary>
internal static class BackupPlace
{
    /// <param name="paths">Where a relative path starts.</param>
    /// <param name="repository">What -Repository says.</param>
    /// <param name="settings">The configuration.</param>
    /// <exception cref="SysOpsException">BackupNotConfigured: neither says.</exception>
    public static string Find(PathResolver paths, string? repository, SystemSettings settings) =>
        repository is not null ? paths.Target(repository)
        : settings.BackupsPath ?? throw new SysOpsException(
            ErrorCatalogue.BackupNotConfigured,
            "The configuration has no section 'backups', so there is no repository to look into.",
            "Add \"backups\": { \"path\": … } to sysops.json, or name the folder with -Repository.",
            settings.SourcePath);

    /// <summary>How long to wait for the repository: what -LockTimeout says, else the configuration, else its default.</summary>
    public static TimeSpan LockTimeout(TimeSpan? given, SystemSettings settings) => given ?? (settings.Backups ?? new BackupSettings { Path = "" }).LockTimeout;

    /// <exception cref="SysOpsException">There is none, or it cannot be read.</exception>
    public static BackupRepository Open(PathResolver paths, string? repository, string? configurationPath) =>
        BackupRepository.Open(Find(paths, repository, repository is null ? SessionConfiguration.Read(paths, configurationPath).Settings : SettingsDocument.Empty.Settings));
}
