using SysOps.Backups;
using SysOps.Backups.Copying;
using SysOps.Backups.Repositories;
using SysOps.Settings;

namespace SysOps.Core.Tests.Backups.Copying;

/// <summary>Copies whose every single operation fails once, and copies that are cancelled.</summary>
public sealed class BackupCopyTests : IDisposable
{
    private static readonly BackupLabels Labels = new() { Tags = ["nightly"], Pinned = true };

    private readonly MemoryFolder _source = new();

    public void Dispose() => _source.Dispose();

    [Theory]
    [InlineData(StoreFault.Fail)]
    [InlineData(StoreFault.FailAfterwards)]
    [InlineData(StoreFault.ShortWrite)]
    [InlineData(StoreFault.DiskGone)]
    public async Task A_copy_that_fails_at_any_operation_shows_whole_backups_alone_and_the_next_one_succeeds(StoreFault fault)
    {
        SystemBackup[] backups = [await TestRepository.BackUpAsync(_source.Repository, labels: Labels), await TestRepository.BackUpAsync(_source.Repository)];
        IReadOnlyDictionary<string, string>[] before = [.. backups.Select(backup => Snapshot.Of(backup.Path))];
        bool failed = true;
        int failing = 0;
        for (; failed; failing++)
        {
            using MemoryFolder folder = new();
            FaultyStoreFiles files = new(failing, fault);

            List<SysOpsException> errors = await CopyAsync(folder.Repository, files);

            failed = files.HasFailed;
            Assert.True(!failed || errors.TrueForAll(error => error.Id.Kind is ErrorKind.Unavailable), $"{failing}: {string.Join('\n', errors)}");
            Assert.Equal(before, backups.Select(backup => Snapshot.Of(backup.Path)));
            AssertWhole(folder.Repository);

            Assert.Empty(await CopyAsync(folder.Repository, new StoreFiles()));
            Assert.Equal(backups.Select(backup => backup.Name).Reverse(), BackupRepository.Open(folder.Repository).List(TestContext.Current.CancellationToken).Select(backup => backup.Name));
            AssertWhole(folder.Repository);
            Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(folder.Repository), path => Path.GetFileName(path).StartsWith('.'));
        }

        Assert.True(failing > 30, $"A copy has many operations, not {failing}.");
    }

    [Fact]
    public async Task A_copy_that_is_cancelled_leaves_nothing_of_it()
    {
        await TestRepository.BackUpAsync(_source.Repository);
        using MemoryFolder folder = new();
        using CancellationTokenSource cancel = new();
        CancellingProgress progress = new(cancel);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => BackupCopy.RunAsync(Request(Names().Single(), folder.Repository, new StoreFiles()) with { Progress = progress }, cancel.Token));

        Assert.Equal(["lock", "repository.json"], Directory.EnumerateFileSystemEntries(folder.Repository).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal));
        Assert.Empty(await CopyAsync(folder.Repository, new StoreFiles()));
    }

    private BackupCopyRequest Request(BackupName name, string destination, IStoreFiles files) => new()
    {
        Source = BackupRepository.Open(_source.Repository),
        Name = name,
        Destination = destination,
        Reserve = new SpaceReserve { Bytes = 0 },
        LockTimeout = TimeSpan.Zero,
        Files = files,
    };

    private IEnumerable<BackupName> Names() =>
        BackupRepository.Open(_source.Repository).List(TestContext.Current.CancellationToken).Reverse().Select(backup => BackupName.TryParse(backup.Name, out BackupName? name) ? name : throw new InvalidOperationException(backup.Name));

    private async Task<List<SysOpsException>> CopyAsync(string destination, IStoreFiles files)
    {
        List<SysOpsException> errors = [];
        foreach (BackupName name in Names())
        {
            try
            {
                await BackupCopy.RunAsync(Request(name, destination, files), TestContext.Current.CancellationToken);
            }
            catch (SysOpsException exception)
            {
                errors.Add(exception);
            }
        }

        return errors;
    }

    /// <summary>Whatever is to be seen has every file of its original, and no other.</summary>
    private void AssertWhole(string repository)
    {
        foreach (string folder in Directory.Exists(repository) ? Directory.GetDirectories(repository).Where(path => BackupName.TryParse(Path.GetFileName(path), out _)) : [])
        {
            Assert.Equal(Snapshot.Of(Path.Combine(_source.Repository, Path.GetFileName(folder))), Snapshot.Of(folder));
        }
    }

    private sealed class CancellingProgress(CancellationTokenSource cancel) : IProgress<OperationProgress>
    {
        public void Report(OperationProgress value) => cancel.Cancel();
    }
}
