using SysOps.Backups.Components;
using SysOps.Backups.Manifests;
using SysOps.Settings;

namespace SysOps.Backups.Restoring.Items;

/// <summary>Finds what of a backup is restored, and to where.</summary>
internal static class RestoreItems
{
    /// <summary>Files first, the database last.</summary>
    /// <exception cref="SysOpsException">RestoreNotPossible: something that was asked for is not in the backup, or has no place to go to.</exception>
    public static async Task<IReadOnlyList<IRestoreItem>> CreateAsync(RestoreContext context, CancellationToken cancellationToken)
    {
        List<IRestoreItem> items = [];
        foreach (BackupComponentKind kind in (BackupComponentKind[])[BackupComponentKind.Workspaces, BackupComponentKind.Configuration, BackupComponentKind.Database])
        {
            if (context.Request.Components?.Contains(kind) == false)
            {
                continue;
            }

            ManifestComponent? component = context.Source.Find(kind);
            IRestoreItem? item = component is null ? null : await CreateAsync(context, component, cancellationToken).ConfigureAwait(false);
            items.AddRange(item is null ? [] : [item]);
            if (item is null && context.Request.Components is not null)
            {
                throw Missing(context, kind, component is not null);
            }
        }

        return items.Count > 0 ? items : throw new SysOpsException(
            ErrorCatalogue.RestoreNotPossible, $"Nothing of the backup '{context.Request.Backup}' has a place to go to.", "Name the configuration with -ConfigurationPath, or a folder with -Destination.", context.Request.Backup);
    }

    private static async Task<IRestoreItem?> CreateAsync(RestoreContext context, ManifestComponent component, CancellationToken cancellationToken)
    {
        SystemSettings settings = context.Services.Settings;
        string? destination = context.Request.Destination;
        return component.Kind switch
        {
            BackupComponentKind.Workspaces when (destination is null ? settings.WorkspacesPath : Path.Combine(destination, "workspaces")) is { } target =>
                new TreeItem(context, component, target, destination is null ? settings.Workspaces!.Exclude : []),
            BackupComponentKind.Configuration when destination is not null => new TreeItem(context, component, Path.Combine(destination, "configuration"), []),
            BackupComponentKind.Configuration when settings.SourcePath is not null => new ConfigurationItem(context, component),
            // Files were asked for by their names: a database has none.
            BackupComponentKind.Database when context.Request.Include.Count == 0 || context.Request.Components is not null => await DatabaseAsync(context, component, cancellationToken).ConfigureAwait(false),
            _ => null,
        };
    }

    private static async Task<IRestoreItem?> DatabaseAsync(RestoreContext context, ManifestComponent component, CancellationToken cancellationToken)
    {
        RestoreRequest request = context.Request;
        bool isSqlite = component.Files.Contains(ComponentFiles.SqliteDatabase, StringComparer.Ordinal);
        if ((request.Destination is not null && request.DatabaseName is null) || context.Services.Settings.Database is not { } settings)
        {
            return null;
        }

        if (isSqlite != settings.Provider is DatabaseProvider.Sqlite)
        {
            throw new SysOpsException(
                ErrorCatalogue.RestoreNotPossible, $"The backup's database is of {(isSqlite ? "SQLite" : "PostgreSQL")}, and the configuration names one of {settings.Provider}.", "Name the configuration that fits with -ConfigurationPath.", request.Backup);
        }

        return isSqlite ? new SqliteItem(context, component, await SqlitePathAsync(context, settings, cancellationToken).ConfigureAwait(false)) : new PostgreSqlItem(context, component, settings);
    }

    private static async Task<string> SqlitePathAsync(RestoreContext context, DatabaseSettings settings, CancellationToken cancellationToken)
    {
        string connectionString = await context.Services.Secrets.ResolveAsync(settings.ConnectionString, cancellationToken).ConfigureAwait(false);
        string live = SqliteFile.PathOf(connectionString, settings.BaseFolder) ?? throw new SysOpsException(
            ErrorCatalogue.DatabaseSettingInvalid, "database.connectionString names no file.", "Write Data Source=…, the path of the database.", "database.connectionString");
        string? name = context.Request.DatabaseName;
        if (name is not null && (Path.GetFileName(name) != name || name is "." or ".."))
        {
            throw new SysOpsException(ErrorCatalogue.RestoreNotPossible, $"'{name}' is no name of a file.", "Give -DatabaseName a plain name, and its folder with -Destination.", name);
        }

        return Path.Combine(context.Request.Destination ?? Path.GetDirectoryName(live)!, name ?? Path.GetFileName(live));
    }

    private static SysOpsException Missing(RestoreContext context, BackupComponentKind kind, bool isStored) => isStored
        ? new SysOpsException(ErrorCatalogue.RestoreNotPossible, $"The configuration does not say where the component {kind} belongs.", "Name the configuration with -ConfigurationPath, or a folder with -Destination (a database with -DatabaseName too).", kind)
        : new SysOpsException(ErrorCatalogue.RestoreNotPossible, $"The backup '{context.Request.Backup}' has no component {kind}.", "Get-SystemBackup shows what each has.", kind);
}
