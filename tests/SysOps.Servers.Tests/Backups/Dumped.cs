using SysOps.Backups.Databases.Dumping;
using SysOps.Backups.Databases.Facts;
using SysOps.Backups.Databases.Restoring;
using SysOps.Servers.PostgreSql;
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

    public async Task<DatabaseRestoreResult> RestoreAsync(RestoreOptions? options = null, CancellationToken cancellationToken = default) =>
        await new PostgreSqlRestore(Server, options ?? new RestoreOptions()).RunAsync(await PlanAsync(options), Folder, cancellationToken);

    public Task<DatabaseComparison> CompareAsync(bool countsOnly = false) => DatabaseComparer.CompareAsync(Server, Summary.Database.Name, Summary, countsOnly, TestContext.Current.CancellationToken);

    public void Dispose()
    {
        _folder.Dispose();
        _staging.Dispose();
    }
}
