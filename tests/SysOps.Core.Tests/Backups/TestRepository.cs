using System.Text;
using System.Text.Json;
using SysOps.Backups;
using SysOps.Backups.Manifests;
using SysOps.Backups.Repositories;
using SysOps.Testing;

namespace SysOps.Core.Tests.Backups;

/// <summary>A real repository in a folder of its own, and small backups in it.</summary>
internal sealed class TestRepository : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Path => System.IO.Path.Combine(_folder.Path, "state", "backups");

    public BackupRepository Opened => BackupRepository.Open(Path);

    public IReadOnlyList<SystemBackup> Listed => Opened.List(TestContext.Current.CancellationToken);

    public void Dispose() => _folder.Dispose();

    public static LockRequest Lock(TimeSpan? timeout = null, TimeProvider? time = null) =>
        new() { Mode = RepositoryLockMode.Exclusive, Operation = "New-SystemBackup", Timeout = timeout ?? TimeSpan.Zero, Time = time ?? TimeProvider.System };

    public Task<WritableRepository> OpenAsync(IStoreFiles? files = null) => OpenAsync(Path, files);

    public static Task<WritableRepository> OpenAsync(string path, IStoreFiles? files = null) =>
        WritableRepository.OpenAsync(path, new WritableRepositoryOptions { Lock = Lock(), Files = files ?? new StoreFiles() }, TestContext.Current.CancellationToken);

    public Task<SystemBackup> BackUpAsync(IStoreFiles? files = null, TimeProvider? time = null, BackupLabels? labels = null) => BackUpAsync(Path, files, time, labels);

    /// <summary>A whole run: two components' files, scratch files, labels, publication.</summary>
    public static async Task<SystemBackup> BackUpAsync(string path, IStoreFiles? files = null, TimeProvider? time = null, BackupLabels? labels = null)
    {
        using WritableRepository writable = await OpenAsync(path, files);
        using BackupDraft draft = writable.Begin(new BackupDraftOptions { SystemName = "shop", Environment = "Production", Time = time ?? TimeProvider.System });
        string scratch = draft.CreateScratchFolder();
        await File.WriteAllTextAsync(System.IO.Path.Combine(scratch, "3021.dat"), "rows", TestContext.Current.CancellationToken);
        Put(draft, "workspaces.tar.zst", ["one ", "two"]);
        Put(draft, "database.tar.zst", ["rows of the database"]);
        return draft.Publish(draft.Manifest with { Components = [Component("database", BackupComponentKind.Database), Component("workspaces", BackupComponentKind.Workspaces)] }, labels);
    }

    public static void Put(BackupDraft draft, string name, string[] parts)
    {
        using Stream stream = draft.CreateFile(name);
        foreach (string part in parts)
        {
            stream.Write(Encoding.UTF8.GetBytes(part));
        }
    }

    public static ManifestComponent Component(string name, BackupComponentKind kind, BackupStatus status = BackupStatus.Complete) => new()
    {
        Name = name,
        Kind = kind,
        Status = status,
        SizeBytes = 1000,
        StoredBytes = 20,
        FileCount = 3,
        Started = new DateTimeOffset(2026, 11, 23, 20, 15, 31, TimeSpan.Zero),
        Finished = new DateTimeOffset(2026, 11, 23, 20, 15, 35, TimeSpan.Zero),
        Files = [$"{name}.tar.zst"],
        Facts = JsonSerializer.SerializeToElement(new { lsn = "0/1954A58", tables = new[] { "a", "b" } }),
    };

    /// <summary>The names in the repository's own folder, in order.</summary>
    public string[] Names => [.. Directory.EnumerateFileSystemEntries(Path).Select(System.IO.Path.GetFileName).Order(StringComparer.Ordinal)!];
}
