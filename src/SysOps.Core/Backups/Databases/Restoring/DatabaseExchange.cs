using System.Globalization;
using Npgsql;
using SysOps.Servers.PostgreSql;

namespace SysOps.Backups.Databases.Restoring;

/// <summary>
/// Lets databases take each other's names: one transaction with all renames, while another connection ends the sessions that keep them from it.
/// The server waits up to five seconds for the sessions to end, and holds newcomers back meanwhile.
/// </summary>
internal static class DatabaseExchange
{
    private const int Attempts = 3;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <exception cref="SysOpsException">DatabaseInUse: they could not be ended; both databases have their old names.</exception>
    public static async Task RunAsync(PinnedServer server, PostgreSqlDatabase maintenance, DatabaseRenames renames, CancellationToken cancellationToken)
    {
        PostgreSqlDatabase second = await server.OpenMaintenanceAsync(renames.Database, cancellationToken).ConfigureAwait(false);
        await using (second.ConfigureAwait(false))
        {
            for (int attempt = 1; ; attempt++)
            {
                try
                {
                    await RenameAsync(maintenance, second, renames, cancellationToken).ConfigureAwait(false);
                    return;
                }
                catch (SysOpsException exception) when (exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.ObjectInUse } held)
                {
                    await maintenance.ExecuteAsync("ROLLBACK", cancellationToken).ConfigureAwait(false);
                    if (attempt == Attempts)
                    {
                        throw new SysOpsException(ErrorCatalogue.DatabaseInUse, string.Create(CultureInfo.InvariantCulture, $"'{renames.Database}' could not be exchanged in {Attempts} attempts: {held.MessageText}. {held.Detail}").TrimEnd(), "Stop the services that use it, or restore as a role that may end their sessions (pg_signal_backend).", renames.Database, exception);
                    }
                }
            }
        }
    }

    private static async Task RenameAsync(PostgreSqlDatabase maintenance, PostgreSqlDatabase second, DatabaseRenames renames, CancellationToken cancellationToken)
    {
        IEnumerable<string> steps = renames.Steps.Select(step => $"ALTER DATABASE {SqlText.Identifier(step.From)} RENAME TO {SqlText.Identifier(step.To)}");
        string comment = $"COMMENT ON DATABASE {SqlText.Identifier(renames.Commented)} IS {(renames.Comment is null ? "NULL" : SqlText.Literal(renames.Comment))}";
        using var renamed = new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(renamed.Token, cancellationToken);
        Task ending = EndSessionsAsync(second, renames, either.Token);
        try
        {
            await maintenance.ExecuteAsync(string.Join("; ", ["BEGIN", "SET LOCAL statement_timeout = 0", .. steps, comment, "COMMIT"]), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await renamed.CancelAsync().ConfigureAwait(false);
            await ending.ConfigureAwait(false);
        }
    }

    private static async Task EndSessionsAsync(PostgreSqlDatabase second, DatabaseRenames renames, CancellationToken stop)
    {
        // A session of a role that may not be ended is left out: an error would keep the others.
        const string End =
            """
            SELECT pg_catalog.count(pg_catalog.pg_terminate_backend(pid)) FROM pg_catalog.pg_stat_activity
            WHERE datname = ANY ($1) AND pid <> pg_catalog.pg_backend_pid()
              AND (usesysid IS NULL OR (SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user)
                OR (NOT (SELECT rolsuper FROM pg_catalog.pg_roles WHERE oid = usesysid) AND (pg_catalog.pg_has_role(usesysid, 'USAGE') OR pg_catalog.pg_has_role('pg_signal_backend', 'USAGE'))))
            """;
        while (!stop.IsCancellationRequested)
        {
            // Each look is let finish: a cancelled one would leave the connection in the middle of an answer.
            await second.SingleAsync(End, reader => reader.GetInt64(0), CancellationToken.None, (object)renames.Steps.Select(step => step.From).ToArray()).ConfigureAwait(false);
            await Task.Delay(Pause, stop).ContinueWith(static _ => { }, TaskScheduler.Default).ConfigureAwait(false);
        }
    }
}
