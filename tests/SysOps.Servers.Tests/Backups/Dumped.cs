using SysOps.Backups.Databases.Dumping;
using SysOps.Backups.Databases.Facts;
using SysOps.Backups.Databases.Restoring;
using SysOps.Backups.Restoring;
using SysOps.Servers.PostgreSql;
using SysOps.Settings;
using SysOps.Testing;

namespace SysOps.Servers.Tests.Backups;

/// <summary>A dump that lies in a folder, and how it is restored.</summary>
internal sealed class Dumped : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryFolder _staging = new();

    private Dumped(PinnedServer server) => Server = server;

    public PinnedServer Server { get; }

    public string Folder => _folder.Path;

    public DatabaseDumpSummary Summary { get; private set; } = null!;

    public static async Task<Dumped> OfAsync(TestDatabase database, string? connectionString = null)
    {
        var dumped = new Dumped(await database.PinAsync(connectionString));
        dumped.Summary = await new PostgreSqlDump(dumped.Server, new DumpOptions { StagingFolder = dumped._staging.Path }).RunAsync(new FolderSink(dumped.Folder), TestContext.Current.CancellationToken);
        return dumped;
    }

    public async Task<DatabaseRestorePlan> PlanAsync(RestoreOptions? options = null)
    {
        options ??= new RestoreOptions();
        return DatabaseRestorePlan.Make(Summary, await TargetReader.ReadAsync(Server, options.DatabaseName ?? Summary.Database.Name, TestContext.Current.CancellationToken), options);
    }

    /// <summary>Fills the scratch database, exchanges it with the live one, and ends the restore.</summary>
    public async Task<RestoredDatabase> RestoreAsync(RestoreOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new RestoreOptions();
        DatabaseRestorePlan plan = await PlanAsync(options);
        FilledDatabase filled = await new PostgreSqlRestore(Server, options).FillAsync(plan, Folder, cancellationToken);
        DatabaseSwap swap = new()
        {
            Provider = DatabaseProvider.PostgreSql,
            Name = plan.DatabaseName,
            Scratch = plan.ScratchName,
            ScratchId = filled.Id,
            Previous = plan.PreviousName,
            Comment = Summary.Database.Comment,
            RemovePrevious = plan.RemovesPrevious,
        };
        var swapper = new PostgreSqlSwapper(Server, TimeProvider.System);
        try
        {
            await swapper.CarryOutAsync(swap, cancellationToken);
        }
        catch
        {
            await swapper.UndoAsync(swap, CancellationToken.None);
            await swapper.DiscardAsync(swap, CancellationToken.None);
            throw;
        }

        await swapper.FinishAsync(swap, cancellationToken);
        return new RestoredDatabase(plan.DatabaseName, plan.RemovesPrevious ? null : plan.PreviousName, filled.Comparison, plan.Notes);
    }

    public Task<DatabaseComparison> CompareAsync(bool countsOnly = false) => DatabaseComparer.CompareAsync(Server, Summary.Database.Name, Summary, countsOnly, TestContext.Current.CancellationToken);

    public void Dispose()
    {
        _folder.Dispose();
        _staging.Dispose();
    }
}
