using SysOps.Settings;

namespace SysOps.Backups.Components;

/// <summary>What SysOps itself writes, and the database's own file, which as it lies there is no copy of it: no backup of files takes them, and no restore of files touches them.</summary>
internal static class SystemFolders
{
    public static IReadOnlyList<string> Of(SystemSettings settings, string repository)
    {
        IEnumerable<string?> all = [repository, settings.BackupsPath, settings.AuditPath, StateFolder.Path, .. WithCompanions(settings.MonitoringPath), .. WithCompanions(SqlitePath(settings.Database))];
        return [.. all.OfType<string>()];
    }

    private static IEnumerable<string> WithCompanions(string? database) => database is null ? [] : [database, $"{database}-wal", $"{database}-shm", $"{database}-journal"];

    private static string? SqlitePath(DatabaseSettings? database) =>
        database is { Provider: DatabaseProvider.Sqlite, ConnectionString.HoldsSecret: false } ? SqliteFile.PathOf(database.ConnectionString.Template, database.BaseFolder) : null;
}
