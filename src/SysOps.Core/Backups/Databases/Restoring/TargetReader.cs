using SysOps.Servers.PostgreSql;

namespace SysOps.Backups.Databases.Restoring;

/// <summary>Reads what a restore must know of a server.</summary>
public static class TargetReader
{
    /// <param name="server">The server.</param>
    /// <param name="database">The database that would be replaced, if it exists.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SysOpsException">DatabaseUnavailable, DatabaseDenied or DatabaseTimeout.</exception>
    public static async Task<TargetFacts> ReadAsync(PinnedServer server, string database, CancellationToken cancellationToken)
    {
        PostgreSqlDatabase connection = await server.OpenMaintenanceAsync(null, cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            (bool mayCreate, bool standby) = await connection.SingleAsync("SELECT rolcreatedb OR rolsuper, pg_is_in_recovery() FROM pg_roles WHERE rolname = current_user", reader => (reader.GetBoolean(0), reader.GetBoolean(1)), cancellationToken).ConfigureAwait(false);
            IReadOnlyList<string> databases = await NamesAsync("SELECT datname FROM pg_database").ConfigureAwait(false);
            return new TargetFacts
            {
                ServerName = server.Endpoint.Name,
                ServerMajor = connection.ServerMajor,
                MayCreateDatabases = mayCreate,
                IsStandby = standby,
                Databases = databases,
                Roles = await NamesAsync("SELECT rolname FROM pg_roles").ConfigureAwait(false),
                Tablespaces = await NamesAsync("SELECT spcname FROM pg_tablespace").ConfigureAwait(false),
                AvailableExtensions = await NamesAsync("SELECT name FROM pg_available_extensions").ConfigureAwait(false),
                LogicalSlots = await NamesAsync("SELECT slot_name FROM pg_replication_slots WHERE slot_type = 'logical' AND database = $1", database).ConfigureAwait(false),
                Subscriptions = await NamesAsync("SELECT subname FROM pg_subscription s JOIN pg_database d ON d.oid = subdbid WHERE datname = $1", database).ConfigureAwait(false),
                PreparedTransactions = await NamesAsync("SELECT gid FROM pg_prepared_xacts WHERE database = $1", database).ConfigureAwait(false),
                CronJobs = databases.Contains(database, StringComparer.Ordinal) ? await CronJobsAsync(server, database, cancellationToken).ConfigureAwait(false) : [],
            };

            Task<IReadOnlyList<string>> NamesAsync(string query, params object[] values) => connection.ReadAsync(query, reader => reader.GetString(0), cancellationToken, values);
        }
    }

    private static async Task<IReadOnlyList<string>> CronJobsAsync(PinnedServer server, string database, CancellationToken cancellationToken)
    {
        PostgreSqlDatabase connection = await server.OpenAsync(database, cancellationToken).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            bool exists = await connection.SingleAsync("SELECT EXISTS (SELECT FROM pg_catalog.pg_extension WHERE extname = 'pg_cron')", reader => reader.GetBoolean(0), cancellationToken).ConfigureAwait(false);
            return exists ? await connection.ReadAsync("SELECT pg_catalog.format('%s: %s', jobid, schedule) FROM cron.job", reader => reader.GetString(0), cancellationToken).ConfigureAwait(false) : [];
        }
    }
}
