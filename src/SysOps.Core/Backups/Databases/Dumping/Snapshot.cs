using SysOps.Servers.PostgreSql;

namespace SysOps.Backups.Databases.Dumping;

/// <summary>A transaction that sees the database as it was at one moment, and lets pg_dump see the same, for as long as it is open.</summary>
internal sealed class Snapshot : IAsyncDisposable
{
    private Snapshot(PostgreSqlDatabase database, string id)
    {
        Database = database;
        Id = id;
    }

    public PostgreSqlDatabase Database { get; }

    /// <summary>What pg_dump --snapshot takes.</summary>
    public string Id { get; }

    /// <exception cref="SysOpsException">DatabaseUnavailable, DatabaseDenied or DatabaseTimeout.</exception>
    public static async Task<Snapshot> OpenAsync(PinnedServer server, CancellationToken cancellationToken)
    {
        PostgreSqlDatabase database = await server.OpenAsync(null, cancellationToken).ConfigureAwait(false);
        try
        {
            // It waits for pg_dump as long as that takes. Definitions are written with every name's schema when the search path is empty.
            await database.ExecuteAsync(
                "SET idle_in_transaction_session_timeout = 0; SET statement_timeout = 0; SET lock_timeout = 0; SET search_path = ''; SET timezone = 'UTC'; BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY",
                cancellationToken).ConfigureAwait(false);
            return new Snapshot(database, await database.SingleAsync("SELECT pg_export_snapshot()", reader => reader.GetString(0), cancellationToken).ConfigureAwait(false));
        }
        catch
        {
            await database.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public ValueTask DisposeAsync() => Database.DisposeAsync();
}
