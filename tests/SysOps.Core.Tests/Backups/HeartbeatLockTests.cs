using SysOps.Backups.Repositories;

namespace SysOps.Core.Tests.Backups;

public sealed class HeartbeatLockTests : RepositoryLockContract
{
    private protected override ILockMethod Method { get; } = new HeartbeatLockMethod();

    [Fact]
    public async Task A_lock_that_is_given_back_leaves_nothing()
    {
        (await TakeAsync(RepositoryLockMode.Exclusive)).Dispose();
        (await TakeAsync(RepositoryLockMode.Shared)).Dispose();

        Assert.Empty(Directory.GetFileSystemEntries(Repository));
    }

    [Theory]
    [InlineData(RepositoryLockMode.Exclusive)]
    [InlineData(RepositoryLockMode.Shared)]
    public async Task One_whose_heartbeat_has_stopped_is_broken_by_force_alone(RepositoryLockMode mode)
    {
        using RepositoryLock dead = await TakeAsync(mode);
        string file = Assert.Single(Directory.GetFiles(Repository));
        File.SetLastWriteTimeUtc(file, File.GetLastWriteTimeUtc(file) - TimeSpan.FromMinutes(11));

        SysOpsException error = await BusyAsync(RepositoryLockMode.Exclusive);
        Assert.Contains("Its heartbeat stopped more than 10 minutes ago.", error.Message, StringComparison.Ordinal);
        Assert.Contains("-Force", error.Remedy, StringComparison.Ordinal);

        using RepositoryLock next = await TakeAsync(RepositoryLockMode.Exclusive, force: true);
        dead.Dispose();
        Assert.Equal(["lock.exclusive"], Directory.GetFiles(Repository).Select(Path.GetFileName));
        await BusyAsync(RepositoryLockMode.Exclusive);
    }

    [Fact]
    public async Task One_that_beats_is_not_broken_by_force()
    {
        using RepositoryLock held = await TakeAsync(RepositoryLockMode.Exclusive);

        await Assert.ThrowsAsync<SysOpsException>(() => TakeAsync(RepositoryLockMode.Exclusive, force: true));
        Assert.False(held.Lost.IsCancellationRequested);
    }

    [Fact]
    public async Task The_heartbeat_renews_the_file_and_a_lock_that_was_broken_is_lost()
    {
        ManualTimers time = new();
        using RepositoryLock held = await RepositoryLock.TakeAsync(Repository, TestRepository.Lock(time: time) with { Method = Method }, TestContext.Current.CancellationToken);
        string file = Path.Combine(Repository, "lock.exclusive");
        DateTime old = File.GetLastWriteTimeUtc(file) - TimeSpan.FromMinutes(5);
        File.SetLastWriteTimeUtc(file, old);

        time.Fire();
        Assert.True(File.GetLastWriteTimeUtc(file) > old);
        Assert.False(held.Lost.IsCancellationRequested);

        File.Delete(file);
        time.Fire();
        Assert.True(held.Lost.IsCancellationRequested);
    }

    [Fact]
    public async Task A_backup_whose_lock_was_lost_is_not_published()
    {
        ManualTimers time = new();
        WritableRepositoryOptions options = new() { Lock = TestRepository.Lock(time: time) with { Method = Method } };
        using WritableRepository writable = await WritableRepository.OpenAsync(Repository, options, TestContext.Current.CancellationToken);
        using (BackupDraft draft = writable.Begin(new BackupDraftOptions { SystemName = "shop" }))
        {
            File.Delete(Path.Combine(Repository, "lock.exclusive"));
            time.Fire();

            Assert.Equal(ErrorCatalogue.BackupRepositoryLockLost, Assert.Throws<SysOpsException>(() => draft.Publish(draft.Manifest)).Id);
        }

        Assert.Equal(["repository.json"], Directory.GetFileSystemEntries(Repository).Select(Path.GetFileName));
    }

    /// <summary>Timers that go off when they are told to.</summary>
    private sealed class ManualTimers : TimeProvider
    {
        private readonly List<Action> _timers = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Assert.Equal(TimeSpan.FromSeconds(30), period);
            _timers.Add(() => callback(state));
            return new Nothing();
        }

        public void Fire() => _timers.ForEach(timer => timer());

        private sealed class Nothing : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
