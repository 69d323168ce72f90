using SysOps.Backups.Components;
using SysOps.Files;
using SysOps.Settings;

namespace SysOps.Backups.Creating.Sources;

/// <summary>What a configuration says that there is to back up.</summary>
internal static class BackupSources
{
    /// <summary>The sources of the wanted components, in the order in which they are copied: the database first.</summary>
    /// <exception cref="SysOpsException">BackupNotConfigured: one that is wanted, or all, are not there; BackupSourceInvalid.</exception>
    public static IReadOnlyList<IBackupSource> Create(BackupOptions options, BackupServices services)
    {
        IBackupSource[] configured = [.. new[] { Database(options, services), Workspaces(options), Configuration(options.Settings) }.OfType<IBackupSource>()];
        if (options.Components?.Except(configured.Select(source => source.Kind)).Cast<BackupComponentKind?>().FirstOrDefault() is { } missing)
        {
            throw new SysOpsException(ErrorCatalogue.BackupNotConfigured, $"The configuration says nothing of the component {missing}.", $"Add the section '{SectionOf(missing)}' to sysops.json, or leave the component out.", missing);
        }

        return configured.Length > 0
            ? [.. configured.Where(source => options.Components?.Contains(source.Kind) ?? true)]
            : throw new SysOpsException(ErrorCatalogue.BackupNotConfigured, "There is nothing to back up: no sysops.json was found.", "Name one with -ConfigurationPath.", options.Settings.SourcePath);
    }

    private static IBackupSource? Database(BackupOptions options, BackupServices services) => options.Settings.Database switch
    {
        null => null,
        { Provider: DatabaseProvider.Sqlite } database => new SqliteSource(database, services),
        { } database => new PostgreSqlSource(database, options.Backups, services),
    };

    private static WorkspacesSource? Workspaces(BackupOptions options)
    {
        if (options.Settings.Workspaces is not { } workspaces)
        {
            return null;
        }

        if (options.Excludes.FirstOrDefault(pattern => pattern.AsSpan().Trim('/').IsEmpty) is { } empty)
        {
            throw new SysOpsException(ErrorCatalogue.BackupSourceInvalid, $"'{empty}' is no pattern of paths.", "Write one such as '*.tmp' or 'cache/**'.", empty);
        }

        return IsWithin(workspaces.Path, options.Repository)
            ? throw new SysOpsException(ErrorCatalogue.BackupSourceInvalid, $"The workspaces '{workspaces.Path}' lie in the backup repository '{options.Repository}'.", "Put the repository elsewhere: it cannot hold itself.", workspaces.Path)
            : new WorkspacesSource(workspaces.Path, [.. workspaces.Exclude, .. options.Excludes], SystemFolders.Of(options.Settings, options.Repository), options.Backups.RereadPercent / 100);
    }

    private static ConfigurationSource? Configuration(SystemSettings settings)
    {
        string[] paths = [.. settings.ConfigurationFiles.Select(file => file.Path).Prepend(settings.SourcePath).OfType<string>().Distinct(StringComparer.Ordinal)];
        return paths.Length == 0 ? null : new ConfigurationSource(paths);
    }

    private static bool IsWithin(string path, string folder) => PathBytes.Of(Path.GetFullPath(path).Trim('/')).IsWithin(PathBytes.Of(Path.GetFullPath(folder).Trim('/')));

    private static string SectionOf(BackupComponentKind kind) => kind switch
    {
        BackupComponentKind.Database => "database",
        BackupComponentKind.Workspaces => "workspaces",
        _ => "configurationFiles",
    };
}
