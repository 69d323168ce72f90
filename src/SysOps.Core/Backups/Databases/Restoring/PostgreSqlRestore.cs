using System.Globalization;
using SysOps.Backups.Databases.Dumping;
using SysOps.Servers.PostgreSql;
using SysOps.Servers.PostgreSql.Libpq;

namespace SysOps.Backups.Databases.Restoring;

/// <summary>
/// Restores a dump into a scratch database and compares it with what was dumped. Whatever fails, the scratch database is dropped; the live one is never
/// touched: taking its place is the work of <see cref="PostgreSqlSwapper"/>.
/// </summary>
public sealed class PostgreSqlRestore(PinnedServer server, RestoreOptions options)
{
    /// <param name="plan">What to do.</param>
    /// <param name="folder">The files of the dump, as pg_dump wrote them.</param>
    /// <param name="cancellationToken">Ends the restore.</param>
    /// <exception cref="SysOpsException">DatabaseRestoreRefused, DatabaseRestoreFailed, or why the server cannot be used.</exception>
    public async Task<FilledDatabase> FillAsync(DatabaseRestorePlan plan, string folder, CancellationToken cancellationToken)
    {
        if (plan.Refusals.Count > 0)
        {
            throw new SysOpsException(ErrorCatalogue.DatabaseRestoreRefused, string.Join(' ', plan.Refusals), "Remove the reasons, or restore under the options that lift them.", plan.DatabaseName);
        }

        PostgreSqlDatabase maintenance = await server.OpenMaintenanceAsync(plan.DatabaseName, cancellationToken).ConfigureAwait(false);
        await using (maintenance.ConfigureAwait(false))
        {
            return await ThroughScratchAsync(maintenance, plan, folder, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<FilledDatabase> ThroughScratchAsync(PostgreSqlDatabase maintenance, DatabaseRestorePlan plan, string folder, CancellationToken cancellationToken)
    {
        PostgreSqlPrograms programs = await options.Programs.FindAsync(Math.Max(plan.Dump.ProgramMajor, maintenance.ServerMajor), "the backup", server.Redactor, cancellationToken).ConfigureAwait(false);
        try
        {
            await ScratchDatabases.CreateAsync(maintenance, plan, options.Time.GetUtcNow(), cancellationToken).ConfigureAwait(false);
            DatabaseComparison comparison = await FillAsync(maintenance, programs, plan, folder, cancellationToken).ConfigureAwait(false);
            await ExecuteAllAsync(maintenance, DatabaseDefinition.Closing(plan.ScratchName, plan.Dump.Database, plan.NoOwner), cancellationToken).ConfigureAwait(false);
            long id = await maintenance.SingleAsync("SELECT oid::bigint FROM pg_catalog.pg_database WHERE datname = $1", reader => reader.GetInt64(0), cancellationToken, plan.ScratchName).ConfigureAwait(false);
            return new FilledDatabase { Id = id, Comparison = comparison };
        }
        catch
        {
            // A connection of its own: what failed may be the one there was.
            await DropScratchAsync(plan).ConfigureAwait(false);
            throw;
        }
    }

    private async Task<DatabaseComparison> FillAsync(PostgreSqlDatabase maintenance, PostgreSqlPrograms programs, DatabaseRestorePlan plan, string folder, CancellationToken cancellationToken)
    {
        // Connected for as long as it is filled and compared, so that nobody takes it for a left-over.
        PostgreSqlDatabase scratch = await server.OpenAsync(plan.ScratchName, cancellationToken).ConfigureAwait(false);
        await using (scratch.ConfigureAwait(false))
        {
            await ExecuteAllAsync(maintenance, DatabaseDefinition.Settings(plan.ScratchName, plan.Dump.Database, plan.NoOwner), cancellationToken).ConfigureAwait(false);
            Report("Restoring the database");
            await RunProgramAsync(programs, plan, folder, cancellationToken).ConfigureAwait(false);
            await scratch.ExecuteAsync("SET statement_timeout = 0; ANALYZE", cancellationToken).ConfigureAwait(false);
            Report("Comparing the database");
            DatabaseComparison comparison = await DatabaseComparer.CompareAsync(server, plan.ScratchName, plan.Dump, plan.ComparesCountsOnly, cancellationToken).ConfigureAwait(false);
            return comparison.Differences.Count == 0 ? comparison : throw Differs(plan, comparison);
        }
    }

    private async Task RunProgramAsync(PostgreSqlPrograms programs, DatabaseRestorePlan plan, string folder, CancellationToken cancellationToken)
    {
        string[] owner = plan.NoOwner ? ["--no-owner", "--no-acl", "--no-tablespaces"] : [];
        string[] replication = plan.NoReplication ? ["--no-publications", "--no-subscriptions"] : [];
        string[] arguments =
        [
            "--format=directory", string.Create(CultureInfo.InvariantCulture, $"--jobs={options.Jobs}"), "--exit-on-error", "--no-password", .. owner, .. replication,
            $"--dbname={SqlText.ConnectionInfo(plan.ScratchName)}", folder,
        ];
        await DumpProgram.RunAsync(programs, programs.Restore, server, arguments, ErrorCatalogue.DatabaseRestoreFailed, cancellationToken).ConfigureAwait(false);
    }

    private async Task DropScratchAsync(DatabaseRestorePlan plan)
    {
        PostgreSqlDatabase fresh = await server.OpenMaintenanceAsync(plan.DatabaseName, CancellationToken.None).ConfigureAwait(false);
        await using (fresh.ConfigureAwait(false))
        {
            bool exists = await fresh.SingleAsync("SELECT EXISTS (SELECT FROM pg_catalog.pg_database WHERE datname = $1)", reader => reader.GetBoolean(0), CancellationToken.None, plan.ScratchName).ConfigureAwait(false);
            if (exists)
            {
                await ScratchDatabases.DropAsync(fresh, plan.ScratchName, CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    private static async Task ExecuteAllAsync(PostgreSqlDatabase database, IEnumerable<string> statements, CancellationToken cancellationToken)
    {
        foreach (string statement in statements)
        {
            await database.ExecuteAsync(statement, cancellationToken).ConfigureAwait(false);
        }
    }

    private static SysOpsException Differs(DatabaseRestorePlan plan, DatabaseComparison comparison)
    {
        string[] first = [.. comparison.Differences.Take(10).Select(difference => difference.ToString())];
        string rest = comparison.Differences.Count > first.Length ? string.Create(CultureInfo.InvariantCulture, $" and {comparison.Differences.Count - first.Length} more") : "";
        return new SysOpsException(ErrorCatalogue.DatabaseRestoreFailed, $"What was restored is not what was dumped: {string.Join("; ", first)}{rest}.", "Verify the backup, or use another one; the live database is as it was.", plan.DatabaseName);
    }

    private void Report(string activity) => options.Progress?.Report(new OperationProgress { Activity = activity, Status = server.Endpoint.Name });
}
