using SysOps.Backups;
using SysOps.Backups.Repositories;

namespace SysOps.Core.Tests.Backups;

/// <summary>Every single operation of the store fails once, in every way: no backup is visible that was not promised, earlier ones are intact, and the next run succeeds.</summary>
public sealed class FaultInjectionTests
{
    private const int Never = int.MaxValue;

    private static readonly BackupLabels Labels = new() { Tags = ["nightly"] };

    [Theory]
    [InlineData(StoreFault.Fail)]
    [InlineData(StoreFault.FailAfterwards)]
    [InlineData(StoreFault.ShortWrite)]
    [InlineData(StoreFault.DiskGone)]
    public async Task A_backup_that_fails_at_any_operation_leaves_the_earlier_ones_and_the_next_run_succeeds(StoreFault fault)
    {
        int operations = await CountAsync(first: false);
        Assert.True(operations > 30, $"A run has many operations, not {operations}.");
        for (int failing = 0; failing < operations; failing++)
        {
            using MemoryFolder folder = new();
            SystemBackup earlier = await TestRepository.BackUpAsync(folder.Repository);
            IReadOnlyDictionary<string, string> before = Snapshot.Of(earlier.Path);
            FaultyStoreFiles files = new(failing, fault);

            Exception? error = await Record.ExceptionAsync(() => TestRepository.BackUpAsync(folder.Repository, files, labels: Labels));

            Assert.True(files.HasFailed);
            Assert.True(error is SysOpsException { Id.Kind: ErrorKind.Unavailable } or null, $"{failing}: {error}");
            IReadOnlyList<SystemBackup> listed = List(folder.Repository);
            Assert.Equal(earlier.Name, listed[^1].Name);
            Assert.Equal(before, Snapshot.Of(earlier.Path));
            await AssertNewAsync(listed, error, fault, failing);
            AssertRemainsAreHidden(folder.Repository);

            await AssertNextRunAsync(folder.Repository);
        }
    }

    [Theory]
    [InlineData(StoreFault.Fail)]
    [InlineData(StoreFault.ShortWrite)]
    [InlineData(StoreFault.DiskGone)]
    public async Task A_first_backup_that_fails_at_any_operation_can_be_repeated(StoreFault fault)
    {
        int operations = await CountAsync(first: true);
        for (int failing = 0; failing < operations; failing++)
        {
            using MemoryFolder folder = new();
            FaultyStoreFiles files = new(failing, fault);
            Exception? error = await Record.ExceptionAsync(() => TestRepository.BackUpAsync(folder.Repository, files, labels: Labels));
            Assert.True(error is SysOpsException { Id.Kind: ErrorKind.Unavailable }, $"{failing}: {error}");

            await AssertNextRunAsync(folder.Repository);
        }
    }

    [Theory]
    [InlineData(StoreFault.Fail)]
    [InlineData(StoreFault.FailAfterwards)]
    [InlineData(StoreFault.DiskGone)]
    public async Task A_deletion_that_fails_at_any_operation_leaves_the_backup_whole_or_not_to_be_seen(StoreFault fault)
    {
        bool failed = true;
        for (int failing = 0; failed; failing++)
        {
            using MemoryFolder folder = new();
            SystemBackup kept = await TestRepository.BackUpAsync(folder.Repository);
            SystemBackup gone = await TestRepository.BackUpAsync(folder.Repository);
            IReadOnlyDictionary<string, string> before = Snapshot.Of(gone.Path);
            FaultyStoreFiles files = new(failing, fault);

            Exception? error = await Record.ExceptionAsync(async () =>
            {
                using WritableRepository writable = await TestRepository.OpenAsync(folder.Repository, files);
                writable.Delete(NameOf(gone));
            });

            failed = files.HasFailed;
            Assert.True(failed ? error is SysOpsException { Id.Kind: ErrorKind.Unavailable } : error is null, $"{failing}: {error}");
            string[] listed = [.. List(folder.Repository).Select(backup => backup.Name)];
            Assert.Equal(Directory.Exists(gone.Path) ? [gone.Name, kept.Name] : [kept.Name], listed);
            Assert.True(!Directory.Exists(gone.Path) || Snapshot.Of(gone.Path).SequenceEqual(before));
        }
    }

    [Theory]
    [InlineData(StoreFault.Fail)]
    [InlineData(StoreFault.FailAfterwards)]
    [InlineData(StoreFault.ShortWrite)]
    [InlineData(StoreFault.DiskGone)]
    public async Task Labels_whose_change_fails_at_any_operation_are_the_old_or_the_new_ones(StoreFault fault)
    {
        bool failed = true;
        for (int failing = 0; failed; failing++)
        {
            using MemoryFolder folder = new();
            SystemBackup backup = await TestRepository.BackUpAsync(folder.Repository, labels: Labels);
            FaultyStoreFiles files = new(failing, fault);

            Exception? error = await Record.ExceptionAsync(async () =>
            {
                using WritableRepository writable = await TestRepository.OpenAsync(folder.Repository, files);
                writable.WriteLabels(NameOf(backup), new BackupLabels { Tags = ["new"] });
            });

            failed = files.HasFailed;
            Assert.True(failed ? error is SysOpsException { Id.Kind: ErrorKind.Unavailable } : error is null, $"{failing}: {error}");
            SystemBackup listed = Assert.Single(List(folder.Repository));
            Assert.Empty(listed.Warnings);
            Assert.Contains(listed.Tags.Single(), failed ? ["nightly", "new"] : new[] { "new" });
            Assert.Equal(["SHA256SUMS", "database.tar.zst", "labels.json", "manifest.json", "workspaces.tar.zst"], Snapshot.Of(backup.Path).Keys);
            await AssertNextRunAsync(folder.Repository);
        }
    }

    private static async Task AssertNextRunAsync(string repository)
    {
        SystemBackup next = await TestRepository.BackUpAsync(repository);
        Assert.Equal(next.Name, List(repository)[0].Name);
        Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(repository), path => Path.GetFileName(path).StartsWith('.'));
    }

    private static IReadOnlyList<SystemBackup> List(string repository) => BackupRepository.Open(repository).List(TestContext.Current.CancellationToken);

    private static BackupName NameOf(SystemBackup backup) => BackupName.TryParse(backup.Name, out BackupName? name) ? name : throw new InvalidOperationException(backup.Name);

    /// <summary>Nothing new is to be seen after a failure; only a disk that is gone cannot take back what it had made visible, and that is whole.</summary>
    private static async Task AssertNewAsync(IReadOnlyList<SystemBackup> listed, Exception? error, StoreFault fault, int failing)
    {
        if (listed.Count == 1)
        {
            Assert.NotNull(error);
            return;
        }

        Assert.True(error is null || fault is StoreFault.DiskGone, $"{failing}: {error}");
        Assert.Equal(BackupStatus.Complete, listed[0].Status);
        Assert.Equal(0, (await ChildProcess.RunAsync("sha256sum", listed[0].Path, "--check", "--status", "SHA256SUMS")).ExitCode);
    }

    private static void AssertRemainsAreHidden(string repository) => Assert.All(
        Directory.EnumerateFileSystemEntries(repository).Select(Path.GetFileName).Where(name => !BackupName.TryParse(name, out _) && name is not ("lock" or "repository.json")),
        name => Assert.Matches(@"^\..*\.(partial|deleting|tmp)$", name));

    private static async Task<int> CountAsync(bool first)
    {
        using MemoryFolder folder = new();
        if (!first)
        {
            await TestRepository.BackUpAsync(folder.Repository);
        }

        FaultyStoreFiles counting = new(Never, StoreFault.Fail);
        await TestRepository.BackUpAsync(folder.Repository, counting, labels: Labels);
        Assert.False(counting.HasFailed);
        return counting.Operations;
    }
}
