using SysOps.Backups.Databases.Restoring;
using SysOps.Backups.Databases.Sqlite;
using SysOps.Servers.PostgreSql;
using SysOps.Settings;

namespace SysOps.Backups.Restoring;

/// <summary>Finds what reaches the database of a journal.</summary>
internal static class DatabaseSwappers
{
    /// <summary>Null when the journal has no database.</summary>
    /// <exception cref="SysOpsException">RestoreNotPossible: the configuration names no server; or it cannot be reached.</exception>
    public static async Task<IDatabaseSwapper?> ForAsync(DatabaseSwap? swap, RestoreServices services, CancellationToken cancellationToken)
    {
        switch (swap?.Provider)
        {
            case null:
                return null;
            case DatabaseProvider.Sqlite:
                return new SqliteSwapper(new Databases.Sqlite.SqliteCopyOptions { Progress = services.Progress, Time = services.Time });
            default:
                DatabaseSettings settings = services.Settings.Database ?? throw new SysOpsException(
                    ErrorCatalogue.RestoreNotPossible, $"The interrupted restore has exchanged, or was to exchange, the database '{swap.Name}', and the configuration names no server.", "Name the configuration that it was started with by -ConfigurationPath.", swap.Name);
                return new PostgreSqlSwapper(await PinnedServer.FindAsync(settings, services.Secrets, cancellationToken).ConfigureAwait(false), services.Time);
        }
    }
}
