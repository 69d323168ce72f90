using SysOps.Backups;
using SysOps.Backups.Repositories;

namespace SysOps.Core.Tests.Backups;

/// <summary>The machine stops before every single operation, and its disk has forgotten whatever was not synced: a backup is there as a whole, or not at all.</summary>
public sealed class CrashTests
{
    private const int DisksPerCrash = 12;

    [Fact]
    public async Task After_a_crash_at_any_operation_a_backup_is_complete_or_absent_and_the_next_run_succeeds()
    {
        Random random = new(20261123);
        bool crashed = true;
        int published = 0;
        for (int crashAt = 0; crashed; crashAt++)
        {
            using MemoryFolder before = new();
            SystemBackup earlier = await TestRepository.BackUpAsync(before.Repository);
            Release(before.Repository);
            ForgetfulStoreFiles files = new(before.Root, crashAt);
            SystemBackup? promised = null;
            Exception? error = await Record.ExceptionAsync(async () => promised = await TestRepository.BackUpAsync(before.Repository, files, labels: new BackupLabels { Tags = ["crash"] }));
            crashed = files.HasCrashed;
            Assert.True(error is null or SysOpsException { Id.Kind: ErrorKind.Unavailable }, $"{crashAt}: {error}");

            for (int disk = 0; disk < DisksPerCrash; disk++)
            {
                using MemoryFolder after = new();
                files.WriteDisk(after.Root, ChooserOf(disk, random));

                IReadOnlyList<SystemBackup> listed = BackupRepository.Open(after.Repository).List(TestContext.Current.CancellationToken);
                Assert.Equal(earlier.Name, listed[^1].Name);
                Assert.True(promised is null || listed[0].Name == promised.Name, $"{crashAt}: a backup that was promised is lost.");
                foreach (SystemBackup backup in listed)
                {
                    Assert.Equal((crashAt, BackupStatus.Complete, null), (crashAt, backup.Status, backup.Reason));
                    Assert.Equal(0, (await ChildProcess.RunAsync("sha256sum", backup.Path, "--check", "--status", "SHA256SUMS")).ExitCode);
                }

                published += listed.Count - 1;
                SystemBackup next = await TestRepository.BackUpAsync(after.Repository);
                Assert.Equal(listed.Count + 1, next.Sequence);
            }
        }

        Assert.True(published >= DisksPerCrash, "At least the run that did not crash was published.");
    }

    [Fact]
    public async Task A_store_that_syncs_no_folders_is_found_out()
    {
        // The model itself can fail: without the syncs a backup that was promised is lost.
        using MemoryFolder before = new();
        await TestRepository.BackUpAsync(before.Repository);
        ForgetfulStoreFiles files = new(before.Root, int.MaxValue);
        await TestRepository.BackUpAsync(before.Repository, new WithoutFolderSyncs(files));
        using MemoryFolder after = new();

        files.WriteDisk(after.Root, _ => 0);

        Assert.Single(BackupRepository.Open(after.Repository).List(TestContext.Current.CancellationToken));
    }

    /// <summary>The disk that forgot all it could, the one that forgot nothing, and chance.</summary>
    private static Func<int, int> ChooserOf(int disk, Random random) => disk switch
    {
        0 => _ => 0,
        1 => count => count - 1,
        _ => random.Next,
    };

    private static void Release(string repository) => File.Delete(Path.Combine(repository, "lock"));

    private sealed class WithoutFolderSyncs(ForgetfulStoreFiles files) : IStoreFiles
    {
        public void CreateFolder(string path) => files.CreateFolder(path);

        public IStoreFile CreateFile(string path) => files.CreateFile(path);

        public byte[] Read(string path, int maximumBytes) => files.Read(path, maximumBytes);

        public bool FolderExists(string path) => files.FolderExists(path);

        public IReadOnlyList<StoreEntry> List(string folder) => files.List(folder);

        public void Rename(string source, string target) => files.Rename(source, target);

        public void Replace(string source, string target) => files.Replace(source, target);

        public void SyncFolder(string path)
        {
        }

        public void DeleteFile(string path) => files.DeleteFile(path);

        public void DeleteFolder(string path) => files.DeleteFolder(path);

        public StoreSpace SpaceOf(string path) => files.SpaceOf(path);
    }
}
