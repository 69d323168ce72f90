using SysOps.Backups.Databases.Dumping;
using SysOps.Backups.Databases.Facts;
using SysOps.Backups.Databases.Restoring;
using SysOps.Backups.Manifests;
using SysOps.Backups.Restoring;
using SysOps.Backups.Restoring.Items;
using SysOps.Servers.PostgreSql;
using SysOps.Servers.PostgreSql.Libpq;
using SysOps.Settings;

namespace SysOps.Backups.Drilling;

/// <summary>Restores a dump of PostgreSQL into a scratch database, which compares it with the manifest; asks the assertions; dumps it once more and compares that; drops it.</summary>
internal sealed class DatabaseDrill(RestoreSource source, ManifestComponent component, DrillFolder folder, DrillOptions options)
{
    private static readonly TimeSpan LeftOverAge = TimeSpan.FromDays(1);

    private readonly DrillPart _part = new(component.Name, options.Secrets.Redactor);

    /// <exception cref="SysOpsException">BackupDrillNotPossible, or the server cannot be used: what is wrong is not the backup.</exception>
    public async Task<DrillPart> RunAsync(CancellationToken cancellationToken)
    {
        DatabaseDumpSummary dump = ComponentFacts.OfPostgreSql(component);
        DrillServer server = await DrillServers.OpenAsync(dump, folder, options, cancellationToken).ConfigureAwait(false);
        await using (server.ConfigureAwait(false))
        {
            BackupLog.DrillServer(options.Logger, server.Description);
            await RemoveLeftOversAsync(server.Server, cancellationToken).ConfigureAwait(false);
            DatabaseRestorePlan plan = await PlanAsync(dump, server, cancellationToken).ConfigureAwait(false);
            if (plan.Refusals.Count > 0)
            {
                plan.Refusals.ToList().ForEach(refusal => _part.Find(refusal.Problem));
                return _part;
            }

            await ThroughAsync(server.Server, plan, cancellationToken).ConfigureAwait(false);
            return _part;
        }
    }

    private async Task<DatabaseRestorePlan> PlanAsync(DatabaseDumpSummary dump, DrillServer server, CancellationToken cancellationToken)
    {
        if (server.IsPrivate)
        {
            await MakeRolesAsync(dump, server.Server, cancellationToken).ConfigureAwait(false);
        }

        // Of no database that is there: a drill replaces none.
        TargetFacts target = await TargetReader.ReadAsync(server.Server, "", cancellationToken).ConfigureAwait(false);
        bool noOwner = dump.Database.Roles.Except(target.Roles, StringComparer.Ordinal).Any() || dump.Database.Tablespaces.Except(target.Tablespaces, StringComparer.Ordinal).Any();
        DatabaseRestorePlan plan = DatabaseRestorePlan.Make(dump, target, RestoreOptions(noOwner));
        foreach (string note in plan.Notes.Where(note => !note.StartsWith("The old database", StringComparison.Ordinal)))
        {
            _part.Note(note);
        }

        return plan;
    }

    private async Task ThroughAsync(PinnedServer server, DatabaseRestorePlan plan, CancellationToken cancellationToken)
    {
        long started = options.Time.GetTimestamp();
        try
        {
            string files = Path.Combine(folder.Path, "dump");
            await DumpExtraction.RunAsync(source, component, files, cancellationToken).ConfigureAwait(false);
            await new PostgreSqlRestore(server, RestoreOptions(plan.NoOwner)).FillAsync(plan, files, cancellationToken).ConfigureAwait(false);
            _part.RestoreDuration = options.Time.GetElapsedTime(started);
            Directory.Delete(files, recursive: true);
        }
        catch (SysOpsException exception) when (exception.Id == ErrorCatalogue.DatabaseRestoreFailed || exception.Id == ErrorCatalogue.DatabaseRestoreRefused || exception.Kind is ErrorKind.Corrupt)
        {
            _part.Find(exception.Message);
            return;
        }

        try
        {
            await TryOutAsync(server, plan, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await DropAsync(server, plan).ConfigureAwait(false);
        }
    }

    private async Task TryOutAsync(PinnedServer server, DatabaseRestorePlan plan, CancellationToken cancellationToken)
    {
        // Connected for as long as it is used, so that nobody takes it for a left-over.
        PostgreSqlDatabase scratch = await server.OpenAsync(plan.ScratchName, cancellationToken).ConfigureAwait(false);
        await using (scratch.ConfigureAwait(false))
        {
            foreach (DrillAssertion assertion in options.Settings.Backups?.Drill.Assertions ?? [])
            {
                string query = await options.Secrets.ResolveAsync(assertion.Query, cancellationToken).ConfigureAwait(false);
                if (await new PostgreSqlAssertion(server, plan.ScratchName, options.AssertionLimit).ProblemAsync(assertion, query, cancellationToken).ConfigureAwait(false) is { } problem)
                {
                    _part.Find(problem);
                }
            }

            options.Progress?.Report(new OperationProgress { Activity = "Dumping the restored database", Status = server.Endpoint.Name });
            DatabaseDumpSummary again = await new PostgreSqlDump(server.For(plan.ScratchName), DumpOptions()).RunAsync(new DiscardingSink(), cancellationToken).ConfigureAwait(false);
            DumpComparison.Differences(plan.Dump, again, plan.ComparesCountsOnly).ToList().ForEach(difference => _part.Find(difference));
        }
    }

    private async Task RemoveLeftOversAsync(PinnedServer server, CancellationToken cancellationToken)
    {
        string[] kept = [.. options.Journals.List().Select(RestoreJournals.Read).Select(journal => journal.Database?.Scratch).OfType<string>()];
        foreach (ScratchDatabase left in await ScratchDatabases.RemoveLeftOversAsync(server, kept, TimeProvider.System.GetUtcNow() - LeftOverAge, cancellationToken).ConfigureAwait(false))
        {
            BackupLog.RemainsFound(options.Logger, $"{left.Name} on {server.Endpoint.Name}");
        }
    }

    private static async Task MakeRolesAsync(DatabaseDumpSummary dump, PinnedServer server, CancellationToken cancellationToken)
    {
        PostgreSqlDatabase database = await server.OpenMaintenanceAsync(null, cancellationToken).ConfigureAwait(false);
        await using (database.ConfigureAwait(false))
        {
            IReadOnlyList<string> present = await database.ReadAsync("SELECT rolname FROM pg_catalog.pg_roles", reader => reader.GetString(0), cancellationToken).ConfigureAwait(false);
            foreach (string role in dump.Database.Roles.Append(dump.Database.Owner).Distinct(StringComparer.Ordinal).Except(present, StringComparer.Ordinal))
            {
                // The owners of some objects, such as event triggers, must be superusers, and nobody can log in here but the drill.
                await database.ExecuteAsync($"CREATE ROLE {SqlText.Identifier(role)} SUPERUSER NOLOGIN", cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static async Task DropAsync(PinnedServer server, DatabaseRestorePlan plan)
    {
        PostgreSqlDatabase maintenance = await server.OpenMaintenanceAsync(plan.ScratchName, CancellationToken.None).ConfigureAwait(false);
        await using (maintenance.ConfigureAwait(false))
        {
            await ScratchDatabases.DropAsync(maintenance, plan.ScratchName, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private RestoreOptions RestoreOptions(bool noOwner) => new() { NoOwner = noOwner, NoReplication = true, Programs = Programs, Progress = options.Progress, Time = options.Time };

    private DumpOptions DumpOptions() => new() { StagingFolder = folder.Make("again"), Programs = Programs, Progress = options.Progress, Time = options.Time };

    private ProgramSearch Programs => new() { Folder = options.Settings.Backups?.PostgreSqlPrograms };
}
