using System.Globalization;
using Npgsql;
using SysOps.Servers.PostgreSql;

namespace SysOps.Backups.Databases.Restoring;

/// <summary>
/// Puts the scratch database into the place of the live one: one transaction with both renames, while another connection ends the sessions that keep them from it.
/// The server waits up to five seconds for the sessions to end, and holds newcomers back meanwhile.
/// </summary>
internal static class DatabaseSwap
{
    private const int Attempts = 3;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <exception cref="SysOpsException">DatabaseInUse: they could not be ended; both databases have their old names.</exception>
    public static async Task RunAsync(PinnedServer server, PostgreSqlDatabase maintenance, DatabaseRestorePlan plan, CancellationToken cancellationToken)
    {
        PostgreSqlDatabase second = await server.OpenMaintenanceAsync(plan.DatabaseName, cancellationToken).ConfigureAwait(false);
        await using (second.ConfigureAwait(false))
        {
            for (int attempt = 1; ; attempt++)
            {
                try
                {
                    await RenameAsync(maintenance, second, plan, cancellationToken).ConfigureAwait(false);
                    return;
                }
                catch (SysOpsException exception) when (exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.ObjectInUse } held)
                {
                    await maintenance.ExecuteAsync("ROLLBACK", cancellationToken).ConfigureAwait(false);
                    if (attempt == Attempts)
                    {
                        throw new SysOpsException(ErrorCatalogue.DatabaseInUse, string.Create(CultureInfo.InvariantCulture, $"'{plan.DatabaseName}' could not be exchanged in {Attempts} attempts: {held.MessageText}. {held.Detail}").TrimEnd(), "Stop the services that use it, or restore as a role that may end their sessions (pg_signal_backend).", plan.DatabaseName, exception);
                    }
                }
            }
        }
    }

    private static async Task RenameAsync(PostgreSqlDatabase maintenance, PostgreSqlDatabase second, DatabaseRestorePlan plan, CancellationToken cancellationToken)
    {
        string database = SqlText.Identifier(plan.DatabaseName);
        string[] away = plan.PreviousName is null ? [] : [$"ALTER DATABASE {database} RENAME TO {SqlText.Identifier(plan.PreviousName)}"];
        using var renamed = new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(renamed.Token, cancellationToken);
        Task ending = EndSessionsAsync(second, plan, either.Token);
        try
        {
            await maintenance.ExecuteAsync(string.Join("; ", ["BEGIN", "SET LOCAL statement_timeout = 0", .. away, $"ALTER DATABASE {SqlText.Identifier(plan.ScratchName)} RENAME TO {database}", DatabaseDefinition.Comment(plan.DatabaseName, plan.Dump.Database), "COMMIT"]), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await renamed.CancelAsync().ConfigureAwait(false);
            await ending.ConfigureAwait(false);
        }
    }

    private static async Task EndSessionsAsync(PostgreSqlDatabase second, DatabaseRestorePlan plan, CancellationToken stop)
    {
        // A session of a role that may not be ended is left out: an error would keep the others.
        const string End =
            """
            SELECT pg_catalog.count(pg_catalog.pg_terminate_backend(pid)) FROM pg_catalog.pg_stat_activity
            WHERE datname IN ($1, $2) AND pid <> pg_catalog.pg_backend_pid()
              AND (usesysid IS NULL OR (SELECT rolsuper FROM pg_catalog.pg_roles WHERE rolname = current_user)
                OR (NOT (SELECT rolsuper FROM pg_catalog.pg_roles WHERE oid = usesysid) AND (pg_catalog.pg_has_role(usesysid, 'USAGE') OR pg_catalog.pg_has_role('pg_signal_backend', 'USAGE'))))
            """;
        while (!stop.IsCancellationRequested)
        {
            // Each look is let finish: a cancelled one would leave the connection in the middle of an answer.
            await second.SingleAsync(End, reader => reader.GetInt64(0), CancellationToken.None, plan.DatabaseName, plan.ScratchName).ConfigureAwait(false);
            await Task.Delay(Pause, stop).ContinueWith(static _ => { }, TaskScheduler.Default).ConfigureAwait(false);
        }
    }
}
