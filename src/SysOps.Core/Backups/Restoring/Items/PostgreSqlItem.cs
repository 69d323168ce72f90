using SysOps.Backups.Databases.Facts;
using SysOps.Backups.Databases.Restoring;
using SysOps.Backups.Manifests;
using SysOps.Servers.PostgreSql;
using SysOps.Servers.PostgreSql.Libpq;
using SysOps.Settings;

namespace SysOps.Backups.Restoring.Items;

/// <summary>A database of PostgreSQL, restored beside the live one and exchanged with it by name.</summary>
internal sealed class PostgreSqlItem : IRestoreItem
{
    private readonly RestoreContext _context;
    private readonly ManifestComponent _component;
    private readonly DatabaseSettings _settings;
    private PinnedServer _server = null!;
    private DatabaseRestorePlan _plan = null!;

    public PostgreSqlItem(RestoreContext context, ManifestComponent component, DatabaseSettings settings)
    {
        _context = context;
        _component = component;
        _settings = settings;
    }

    public string Name => _component.Name;

    public BackupComponentKind Kind => BackupComponentKind.Database;

    private string Scratch => _context.Services.Journals.ScratchFolderOf(_context.Id);

    public async Task<RestorePlanItem> PlanAsync(CancellationToken cancellationToken)
    {
        DatabaseDumpSummary dump = ComponentFacts.OfPostgreSql(_component);
        _server = await PinnedServer.FindAsync(_settings, _context.Services.Secrets, cancellationToken).ConfigureAwait(false);
        TargetFacts target = await TargetReader.ReadAsync(_server, _context.Request.DatabaseName ?? _server.Database, cancellationToken).ConfigureAwait(false);
        _plan = DatabaseRestorePlan.Make(dump, target, Options());
        string folder = TargetPlace.ExistingFolder(_context.Services.Journals.Folder);
        return new RestorePlanItem
        {
            Name = Name,
            Kind = Kind,
            Method = RestoreMethod.SwapDatabase,
            Target = $"{_plan.DatabaseName} on {_server.Endpoint.Name}",
            Created = dump.Tables.Count,
            Replaced = _plan.PreviousName is null ? 0 : 1,
            WrittenBytes = dump.DataBytes,
            NeededBytes = dump.DataBytes,
            FreeBytes = SpaceNeed.FreeIn(folder),
            Previous = _plan.RemovesPrevious ? null : _plan.PreviousName,
            Refusals = _plan.Refusals.Select(refusal => refusal.ToString()).Concat(SpaceNeed.Refusals(folder, dump.DataBytes)).ToArray(),
            Notes = _plan.Notes.ToArray(),
            Fingerprint = $"{_server.Endpoint.Name}/{_plan.DatabaseName}/{(_plan.PreviousName is null ? "absent" : "present")}",
        };
    }

    public ItemSwaps Announce() => new()
    {
        Database = new DatabaseSwap
        {
            Provider = DatabaseProvider.PostgreSql,
            Name = _plan.DatabaseName,
            Scratch = _plan.ScratchName,
            Previous = _plan.PreviousName,
            Comment = _plan.Dump.Database.Comment,
            RemovePrevious = _plan.RemovesPrevious,
        },
    };

    public async Task<StagedItem> StageAsync(CancellationToken cancellationToken)
    {
        FilledDatabase filled;
        try
        {
            await DumpExtraction.RunAsync(_context.Source, _component, Scratch, cancellationToken).ConfigureAwait(false);
            filled = await new PostgreSqlRestore(_server, Options()).FillAsync(_plan, Scratch, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            ScratchFolder.Remove(Scratch);
        }

        return new StagedItem
        {
            Swaps = new ItemSwaps { Database = Announce().Database! with { ScratchId = filled.Id } },
            Notes = [$"Compared with the dump: {filled.Comparison.Tables} tables, {filled.Comparison.Rows} rows, {filled.Comparison.Sequences} sequences, {filled.Comparison.LargeObjects} large objects."],
            WrittenBytes = _plan.Dump.DataBytes,
        };
    }

    private RestoreOptions Options() => new()
    {
        DatabaseName = _context.Request.DatabaseName ?? _server.Database,
        NoOwner = _context.Request.NoOwner,
        Force = _context.Request.Force,
        RemovesPrevious = _context.Request.RemovePrevious,
        Programs = new ProgramSearch { Folder = _context.Services.Settings.Backups?.PostgreSqlPrograms },
        Progress = _context.Services.Progress,
        Time = _context.Services.Time,
    };
}
