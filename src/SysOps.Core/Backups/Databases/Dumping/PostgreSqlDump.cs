using System.Globalization;
using SysOps.Backups.Databases.Archive;
using SysOps.Backups.Databases.Facts;
using SysOps.Files;
using SysOps.Servers.PostgreSql;
using SysOps.Servers.PostgreSql.Libpq;

namespace SysOps.Backups.Databases.Dumping;

/// <summary>
/// Dumps a database of PostgreSQL as it was at one moment, by pg_dump into a folder from which each file is taken as soon as it is closed.
/// Whatever fails, nothing is left: no file, no process, no connection.
/// </summary>
public sealed class PostgreSqlDump(PinnedServer server, DumpOptions options)
{
    public const string GlobalsFile = "globals.sql";

    /// <param name="sink">Takes the files: globals.sql, the data files, toc.dat last.</param>
    /// <param name="cancellationToken">Ends the dump.</param>
    /// <exception cref="SysOpsException">Why there is no dump: DumpProgramNotFound, DumpProgramTooOld, DatabaseDumpFailed, DatabaseDumpCorrupt, DatabaseSettingInvalid, DatabaseUnavailable, DatabaseDenied, DatabaseTimeout.</exception>
    public async Task<DatabaseDumpSummary> RunAsync(IDumpSink sink, CancellationToken cancellationToken)
    {
        long started = options.Time.GetTimestamp();
        string folder = Path.Combine(options.StagingFolder, "dump");
        PrivateFiles.CreateFolder(folder);
        try
        {
            Snapshot snapshot = await Snapshot.OpenAsync(server, cancellationToken).ConfigureAwait(false);
            await using (snapshot.ConfigureAwait(false))
            {
                DatabaseDumpSummary summary = await DumpAsync(snapshot, folder, sink, cancellationToken).ConfigureAwait(false);
                return summary with { Duration = options.Time.GetElapsedTime(started) };
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<DatabaseDumpSummary> DumpAsync(Snapshot snapshot, string folder, IDumpSink sink, CancellationToken cancellationToken)
    {
        PostgreSqlPrograms programs = await options.Programs.FindAsync(snapshot.Database.ServerMajor, $"the server {server.Endpoint.Name}", server.Redactor, cancellationToken).ConfigureAwait(false);
        DatabaseFacts facts = await FactsReader.ReadAsync(snapshot.Database, cancellationToken).ConfigureAwait(false);
        TableCatalog catalog = await TableCatalog.ReadAsync(snapshot.Database, facts.Locale.Encoding, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<MaterializedViewFacts> views = await MaterializedViews.ReadAsync(snapshot.Database, cancellationToken).ConfigureAwait(false);
        await DumpGlobalsAsync(programs, folder, sink, cancellationToken).ConfigureAwait(false);

        var intake = new DumpIntake(folder, catalog, sink, done => Report(done, facts.SizeBytes));
        ClosedFiles closed = ClosedFiles.Watch(folder);
        await using (closed.ConfigureAwait(false))
        {
            await DumpDataAsync(programs, snapshot, folder, closed, intake, cancellationToken).ConfigureAwait(false);
        }

        ArchiveContents contents = await intake.FinishAsync(cancellationToken).ConfigureAwait(false);
        return new DatabaseDumpSummary
        {
            Database = facts with { Roles = [.. facts.Roles.Concat(contents.Entries.Select(entry => entry.Owner).OfType<string>().Where(owner => owner.Length > 0)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)] },
            ProgramVersion = programs.Version,
            ProgramMajor = programs.Major,
            FormatVersion = contents.FormatVersion.ToString(),
            HasRolePasswords = options.IncludesRolePasswords,
            DataBytes = intake.Bytes,
            Duration = TimeSpan.Zero,
            Tables = intake.Tables,
            Sequences = SequenceValues.Of(contents, catalog),
            LargeObjects = intake.LargeObjects,
            MaterializedViews = views,
            Warnings = [.. Warnings(closed)],
        };
    }

    private IEnumerable<string> Warnings(ClosedFiles closed)
    {
        if (closed.Problem is { } problem)
        {
            yield return $"The dump was staged as a whole, which needs more space: {problem}.";
        }

        if (options.IncludesRolePasswords)
        {
            yield return $"database: {GlobalsFile} holds the passwords of all roles as the server keeps them, and is not encrypted (backups.rolePasswords).";
        }
    }

    private async Task DumpGlobalsAsync(PostgreSqlPrograms programs, string folder, IDumpSink sink, CancellationToken cancellationToken)
    {
        string path = Path.Combine(folder, GlobalsFile);
        string[] passwords = options.IncludesRolePasswords ? [] : ["--no-role-passwords"];
        await DumpProgram.RunAsync(programs, programs.DumpAll, server, ["--globals-only", "--no-sync", "--no-password", "--lock-wait-timeout=60s", .. passwords, $"--database={SqlText.ConnectionInfo(server.Database)}", $"--file={path}"], cancellationToken).ConfigureAwait(false);
        await sink.TakeAsync(GlobalsFile, path, cancellationToken).ConfigureAwait(false);
        File.Delete(path);
    }

    private async Task DumpDataAsync(PostgreSqlPrograms programs, Snapshot snapshot, string folder, ClosedFiles closed, DumpIntake intake, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        string[] arguments =
        [
            "--format=directory", string.Create(CultureInfo.InvariantCulture, $"--jobs={options.Jobs}"), "--compress=0", "--no-sync", "--no-password", "--lock-wait-timeout=60s",
            $"--snapshot={snapshot.Id}", $"--file={folder}", $"--dbname={SqlText.ConnectionInfo(server.Database)}",
        ];
        Task dumping = EndingAsync(DumpProgram.RunAsync(programs, programs.Dump, server, arguments, either.Token), closed);
        Task taking = TakeAsync(closed, intake, either.Token);
        Task first = await Task.WhenAny(dumping, taking).ConfigureAwait(false);
        if (!first.IsCompletedSuccessfully)
        {
            // What failed first is the cause; the other one is stopped, and both are awaited.
            await either.CancelAsync().ConfigureAwait(false);
        }

        await Task.WhenAll(dumping, taking).ContinueWith(static _ => { }, TaskScheduler.Default).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        await first.ConfigureAwait(false);
        await Task.WhenAll(dumping, taking).ConfigureAwait(false);
    }

    private static async Task EndingAsync(Task dumping, ClosedFiles closed)
    {
        try
        {
            await dumping.ConfigureAwait(false);
        }
        finally
        {
            await closed.StopAsync().ConfigureAwait(false);
        }
    }

    private static async Task TakeAsync(ClosedFiles closed, DumpIntake intake, CancellationToken cancellationToken)
    {
        await foreach (string name in closed.Names.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            await intake.TakeEarlyAsync(name, cancellationToken).ConfigureAwait(false);
        }
    }

    private void Report(long done, long size) =>
        options.Progress?.Report(new OperationProgress { Activity = "Dumping the database", Status = server.Endpoint.Name, Done = done, Total = Math.Max(done, size), IsBytes = true });
}
