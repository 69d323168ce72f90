using SysOps.Backups.Repositories;
using SysOps.Backups.Restoring;
using SysOps.Backups.Retention;
using SysOps.Settings;
using SysOps.Testing;
using SysOps.Testing.Backups;

namespace SysOps.Core.Tests.Backups.Retention;

/// <summary>Removals from a real repository.</summary>
public sealed class BackupRemovalTests : IDisposable
{
    private static readonly DateTimeOffset Start = TimeProvider.System.GetUtcNow().AddDays(-30);
    private static readonly string[] Kinds = ["Workspaces"];

    private readonly BackupFolder _repository = new();
    private readonly TemporaryFolder _state = new();

    public void Dispose()
    {
        _repository.Dispose();
        _state.Dispose();
    }

    [Fact]
    public async Task What_was_confirmed_is_decided_once_more_under_the_lock()
    {
        string old = _repository.Add(Start, Kinds);
        string other = _repository.Add(Start.AddDays(1), Kinds);
        _repository.Add(Start.AddDays(2), Kinds);
        Assert.Equal([old, other], Names(BackupRemoval.Plan(Last(1), TestContext.Current.CancellationToken), RetentionVerdict.Remove).Order(StringComparer.Ordinal));
        _repository.Pin(old);

        IReadOnlyDictionary<string, RetentionOutcome> outcomes = await RunAsync(Last(1), old, other);

        Assert.Equal((RetentionOutcome.Refused, RetentionOutcome.Removed), (outcomes[old], outcomes[other]));
        Assert.True(Directory.Exists(FolderOf(old)));
        Assert.False(Directory.Exists(FolderOf(other)));
    }

    [Fact]
    public async Task A_parent_stays_when_its_child_was_not_confirmed()
    {
        string parent = _repository.Add(Start, Kinds);
        string child = _repository.Add(Start.AddDays(1), Kinds, parent: parent);
        string newest = _repository.Add(Start.AddDays(2), Kinds);

        IReadOnlyDictionary<string, RetentionOutcome> outcomes = await RunAsync(Last(1), parent);

        Assert.Equal((RetentionOutcome.Kept, RetentionOutcome.Kept, RetentionOutcome.Refused), (outcomes[newest], outcomes[child], outcomes[parent]));
        Assert.True(Directory.Exists(FolderOf(parent)));
    }

    [Fact]
    public async Task The_remains_of_dead_runs_are_removed_and_what_is_not_ours_stays()
    {
        string newest = _repository.Add(Start, Kinds);
        string[] remains = [$".{newest}.partial", ".20200101T000000.000Z-0000.deleting"];
        Array.ForEach(remains, name => Directory.CreateDirectory(FolderOf(name)));
        Directory.CreateDirectory(FolderOf(".my notes"));

        await RunAsync(Last(1));

        Assert.All(remains, name => Assert.False(Directory.Exists(FolderOf(name))));
        Assert.True(Directory.Exists(FolderOf(".my notes")));
    }

    [Fact]
    public async Task A_backup_that_a_reader_holds_is_in_use()
    {
        string old = _repository.Add(Start, Kinds);
        _repository.Add(Start.AddDays(1), Kinds);
        using RepositoryLock reader = await RepositoryLock.TakeAsync(_repository.Path, new LockRequest { Mode = RepositoryLockMode.Shared, Operation = "Restore-SystemBackup" }, TestContext.Current.CancellationToken);

        SysOpsException error = await Assert.ThrowsAsync<SysOpsException>(() => RunAsync(Last(1), old));

        Assert.Equal(ErrorCatalogue.BackupRepositoryBusy, error.Id);
        Assert.Contains("Restore-SystemBackup", error.Message, StringComparison.Ordinal);
        Assert.True(Directory.Exists(FolderOf(old)));
    }

    [Fact]
    public void A_backup_that_an_interrupted_restore_names_stays()
    {
        string old = _repository.Add(Start, Kinds);
        _repository.Add(Start.AddDays(1), Kinds);
        new RestoreJournals(_state.Path).Write(new RestoreJournal { Id = "one", Backup = old, Repository = _repository.Path, Started = Start, Owner = ProcessIdentity.Current });

        BackupRetentionDecision decision = BackupRemoval.Plan(Last(1), TestContext.Current.CancellationToken).Single(one => one.Name == old);

        Assert.Equal(["an interrupted restore uses it"], decision.Reasons);
    }

    private BackupRemovalRequest Last(int count) => new()
    {
        Repository = _repository.Path,
        Decide = (all, now) => RetentionPolicy.Decide(all, new RetentionSettings { Last = count }, now),
        LockTimeout = TimeSpan.Zero,
        Journals = new RestoreJournals(_state.Path),
    };

    private static async Task<IReadOnlyDictionary<string, RetentionOutcome>> RunAsync(BackupRemovalRequest request, params string[] confirmed)
    {
        Dictionary<string, RetentionOutcome> outcomes = [];
        await BackupRemoval.RunAsync(
            request,
            new HashSet<string>(confirmed, StringComparer.Ordinal),
            (decision, error) =>
            {
                Assert.Null(error);
                outcomes.Add(decision.Name, decision.Outcome);
                return Task.CompletedTask;
            },
            TestContext.Current.CancellationToken);
        return outcomes;
    }

    private string FolderOf(string name) => Path.Combine(_repository.Path, name);

    private static IEnumerable<string> Names(IReadOnlyList<BackupRetentionDecision> decisions, RetentionVerdict verdict) =>
        decisions.Where(decision => decision.Decision == verdict).Select(decision => decision.Name);
}
