using SysOps.Backups.Archives;
using SysOps.Backups.Archives.Indexes;
using SysOps.Backups.Components;
using SysOps.Backups.Databases.Facts;
using SysOps.Backups.Databases.Sqlite;
using SysOps.Backups.Manifests;
using SysOps.Backups.Restoring;
using SysOps.Files.Native;
using SysOps.Settings;

namespace SysOps.Backups.Drilling;

/// <summary>Restores workspaces, configuration and a SQLite database into a scratch folder by the very restore that an operator would run, and compares what lies there then.</summary>
internal sealed class FilesDrill(RestoreSource source, string repository, DrillFolder folder, DrillOptions options)
{
    private const string DatabaseName = "drill.sqlite";

    private readonly string _destination = Path.Combine(folder.Path, "files");

    private string Database => Path.Combine(_destination, DatabaseName);

    /// <summary>Whether a component is restored here.</summary>
    public static bool Takes(ManifestComponent component) => component.Kind is not BackupComponentKind.Database || IsSqlite(component);

    /// <summary>Restores one component, and compares it.</summary>
    /// <exception cref="SysOpsException">It cannot be restored here, such as for want of space: what is wrong is not the backup.</exception>
    public async Task<DrillPart> RunAsync(ManifestComponent component, CancellationToken cancellationToken)
    {
        DrillPart part = new(component.Name, options.Secrets.Redactor);
        RestoreServices services = Services();
        RestoreRequest request = new() { Backup = source.Manifest.Name, Repository = repository, Components = [component.Kind], Destination = _destination, DatabaseName = IsSqlite(component) ? DatabaseName : null };
        try
        {
            RestorePlan plan = await RestorePlanner.PlanAsync(request, services, cancellationToken).ConfigureAwait(false);
            RestoreResult result = await RestoreRun.RunAsync(plan, services, cancellationToken).ConfigureAwait(false);
            part.RestoreDuration = result.Duration;
        }
        catch (SysOpsException exception) when (exception.Kind is ErrorKind.Corrupt || exception.Id == ErrorCatalogue.RestoreFailed)
        {
            part.Find(exception.Message);
            return part;
        }

        await CompareAsync(component, part, cancellationToken).ConfigureAwait(false);
        return part;
    }

    private async Task CompareAsync(ManifestComponent component, DrillPart part, CancellationToken cancellationToken)
    {
        if (IsSqlite(component))
        {
            await CompareDatabaseAsync(component, part, cancellationToken).ConfigureAwait(false);
            return;
        }

        string place = Path.Combine(_destination, component.Kind is BackupComponentKind.Workspaces ? "workspaces" : "configuration");
        await Task.Run(() => CompareTree(place, component, part, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    private void CompareTree(string place, ManifestComponent component, DrillPart part, CancellationToken cancellationToken)
    {
        string index = ComponentFiles.ArchiveOf(component.Files)?.Index ?? throw new ArchiveCorruptException($"The component '{component.Name}' has no archive.");
        using NativeFolder tree = NativeFolder.Open(place);
        using ArchiveBytes bytes = source.OpenVerified(index, cancellationToken);
        using IndexReader reader = new(bytes);
        new TreeComparison(tree, part).Run(reader.Entries(), cancellationToken);
    }

    private async Task CompareDatabaseAsync(ManifestComponent component, DrillPart part, CancellationToken cancellationToken)
    {
        try
        {
            await SqliteRestore.VerifyAsync(Database, ComponentFacts.OfSqlite(component), new SqliteCopyOptions { Time = options.Time }, cancellationToken).ConfigureAwait(false);
        }
        catch (SysOpsException exception)
        {
            part.Find(exception.Message);
            return;
        }

        foreach (DrillAssertion assertion in options.Settings.Backups?.Drill.Assertions ?? [])
        {
            string query = await options.Secrets.ResolveAsync(assertion.Query, cancellationToken).ConfigureAwait(false);
            if (await SqliteAssertion.ProblemAsync(assertion, query, Database, options, cancellationToken).ConfigureAwait(false) is { } problem)
            {
                part.Find(problem);
            }
        }
    }

    // Of its own in everything, so that neither the live system nor a restore of it is met.
    private RestoreServices Services() => new()
    {
        Settings = new SystemSettings
        {
            Name = source.Manifest.SystemName,
            Database = new DatabaseSettings { Provider = DatabaseProvider.Sqlite, ConnectionString = new SensitiveText($"Data Source={Database}"), BaseFolder = folder.Path },
        },
        Secrets = options.Secrets,
        Journals = new RestoreJournals(Path.Combine(folder.Path, "journals")),
        Logger = options.Logger,
        Progress = options.Progress,
        Time = options.Time,
    };

    private static bool IsSqlite(ManifestComponent component) => component.Files.Contains(ComponentFiles.SqliteDatabase, StringComparer.Ordinal);
}
