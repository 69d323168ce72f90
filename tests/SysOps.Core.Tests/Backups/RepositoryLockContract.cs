using SysOps.Backups.Repositories;
using SysOps.Testing;

namespace SysOps.Core.Tests.Backups;

/// <summary>What every way of locking a repository must keep.</summary>
public abstract class RepositoryLockContract : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    protected string Repository => _folder.Path;

    private protected abstract ILockMethod Method { get; }

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Readers_share_and_a_writer_is_alone()
    {
        RepositoryLock one = await TakeAsync(RepositoryLockMode.Shared);
        RepositoryLock other = await TakeAsync(RepositoryLockMode.Shared);
        await BusyAsync(RepositoryLockMode.Exclusive);
        one.Dispose();
        await BusyAsync(RepositoryLockMode.Exclusive);
        other.Dispose();

        using RepositoryLock writer = await TakeAsync(RepositoryLockMode.Exclusive);
        await BusyAsync(RepositoryLockMode.Exclusive);
        await BusyAsync(RepositoryLockMode.Shared);
    }

    [Fact]
    public async Task The_error_names_the_holder()
    {
        using RepositoryLock held = await TakeAsync(RepositoryLockMode.Exclusive);

        SysOpsException error = await BusyAsync(RepositoryLockMode.Shared);

        Assert.Equal((ErrorCatalogue.BackupRepositoryBusy, Repository), (error.Id, error.Target));
        Assert.Matches($@"is in use: New-SystemBackup of process {Environment.ProcessId} on {Environment.MachineName}, for [0-9.]+ m?s \(since [0-9-]+ [0-9:]+ UTC\)\.$", error.Message);
        Assert.Contains("-LockTimeout", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_one_waits_until_the_first_gives_it_back()
    {
        RepositoryLock held = await TakeAsync(RepositoryLockMode.Exclusive);
        Task<RepositoryLock> waiting = TakeAsync(RepositoryLockMode.Exclusive, TimeSpan.FromMinutes(1));
        Assert.False(waiting.IsCompleted);

        held.Dispose();

        (await waiting).Dispose();
    }

    [Fact]
    public async Task A_wait_can_be_cancelled_and_leaves_nothing()
    {
        using RepositoryLock held = await TakeAsync(RepositoryLockMode.Exclusive);
        string[] before = Directory.GetFiles(Repository);
        using CancellationTokenSource cancel = new();
        Task<RepositoryLock> waiting = RepositoryLock.TakeAsync(Repository, Request(RepositoryLockMode.Exclusive, TimeSpan.FromMinutes(1)), cancel.Token);

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal(before.Order(), Directory.GetFiles(Repository).Order());
    }

    [Fact]
    public async Task Many_at_once_are_never_two()
    {
        int inside = 0;
        int most = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, 12), new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = TestContext.Current.CancellationToken }, async (_, token) =>
        {
            using RepositoryLock held = await RepositoryLock.TakeAsync(Repository, Request(RepositoryLockMode.Exclusive, TimeSpan.FromMinutes(2)), token);
            most = Math.Max(most, Interlocked.Increment(ref inside));
            await Task.Yield();
            Interlocked.Decrement(ref inside);
        });

        Assert.Equal(1, most);
    }

    private protected Task<RepositoryLock> TakeAsync(RepositoryLockMode mode, TimeSpan? timeout = null, bool force = false) =>
        RepositoryLock.TakeAsync(Repository, Request(mode, timeout) with { Force = force }, TestContext.Current.CancellationToken);

    private protected Task<SysOpsException> BusyAsync(RepositoryLockMode mode) => Assert.ThrowsAsync<SysOpsException>(() => TakeAsync(mode));

    private LockRequest Request(RepositoryLockMode mode, TimeSpan? timeout) => TestRepository.Lock(timeout) with { Mode = mode, Method = Method };
}
