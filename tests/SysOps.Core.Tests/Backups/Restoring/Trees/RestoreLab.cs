using SysOps.Backups.Archives;
using SysOps.Backups.Archives.Reading;
using SysOps.Backups.Archives.Writing;
using SysOps.Backups.Repositories;
using SysOps.Backups.Restoring;
using SysOps.Backups.Restoring.Trees;

namespace SysOps.Core.Tests.Backups.Restoring.Trees;

/// <summary>An old tree, a backup of another one, and a restore of the one over the other. In memory where there is a file system in memory.</summary>
internal sealed class RestoreLab : IDisposable
{
    private const string BackupId = "20261123T201530.123Z-7f3a";

    private readonly string _folder = Directory.CreateDirectory(Path.Combine(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"sysops-restore-{Guid.NewGuid():n}")).FullName;
    private readonly ArchiveSet _archives;

    public RestoreLab()
    {
        _archives = new ArchiveSet(_ => ArchiveBytes.Open(Path.Combine(_folder, "backup.tar.zst")));
        Journals = new RestoreJournals(Path.Combine(_folder, "state"));
    }

    public string Target => Path.Combine(_folder, "live");

    public string Source => Path.Combine(_folder, "source");

    public string Folder => _folder;

    public string IndexPath => Path.Combine(_folder, "backup.index.jsonl.zst");

    public RestoreJournals Journals { get; }

    public void Dispose()
    {
        _archives.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    public async Task ArchiveAsync()
    {
        await using FileStream archive = File.Create(Path.Combine(_folder, "backup.tar.zst"));
        await using FileStream index = File.Create(IndexPath);
        await TreeArchiver.WriteAsync(
            new TreeArchiveRequest { RootPath = Source, Archive = archive, Index = index, Options = new ArchiveOptions { BackupId = BackupId, Workers = 1 } },
            TestContext.Current.CancellationToken);
    }

    public Task<StagedTree> StageAsync(TreeRules rules, RestoreMethod method) => new TreeStager(new TreeStageRequest
    {
        OpenIndex = () => ArchiveBytes.Open(IndexPath),
        Archives = _archives,
        Target = Target,
        Rules = rules,
        Method = method,
        RestoreId = "1",
        Previous = Path.Combine(_folder, "previous"),
    }).StageAsync(TestContext.Current.CancellationToken);

    public SwapSequence Sequence(StagedTree staged) => new(JournalOf(staged), Journals, null);

    public static RestoreJournal JournalOf(StagedTree staged) => new()
    {
        Id = "1",
        Backup = BackupId,
        Repository = "/backups",
        Started = DateTimeOffset.UnixEpoch,
        Owner = ProcessIdentity.Current,
        Stage = RestoreStage.Verified,
        Trees = [staged.Swap],
    };
}
