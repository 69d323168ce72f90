using SysOps.Backups;
using SysOps.Backups.Repositories;
using SysOps.Backups.Restoring;
using SysOps.Backups.Retention;
using SysOps.Settings;
using SysOps.Testing;
using SysOps.Testing.Backups;

namespace SysOps.Core.Tests.Backups.Retention;

/// <summary>A chain of three backups that is to go, and one that stays: what of them is there after a removal that did not come to its end.</summary>
internal sealed class RemovalLab : IDisposable
{
    private static readonly DateTimeOffset Start = TimeProvider.System.GetUtcNow().AddDays(-30);
    private static readonly string[] Kinds = ["Workspaces"];

    private readonly BackupFolder _repository = new();
    private readonly TemporaryFolder _state = new();
    private readonly Dictionary<string, string?> _parents = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyDictionary<string, string>> _content;

    public RemovalLab()
    {
        string? parent = null;
        for (int day = 0; day < 3; day++)
        {
            string name = _repository.Add(Start.AddDays(day), Kinds, ["nightly"], parent: parent);
            _parents.Add(name, parent);
            parent = name;
        }

        Staying = _repository.Add(Start.AddDays(3), Kinds);
        _parents.Add(Staying, null);
        _content = _parents.Keys.ToDictionary(name => name, name => Snapshot.Of(System.IO.Path.Combine(Path, name)), StringComparer.Ordinal);
    }

    /// <summary>The repository as it is on this machine.</summary>
    public string Path => _repository.Path;

    public string Staying { get; }

    public void Dispose()
    {
        _repository.Dispose();
        _state.Dispose();
    }

    /// <summary>Removes the chain.</summary>
    /// <returns>What it says went wrong: the error, or why a backup that was to go stays, or what of one is damaged; null when all went as it should.</returns>
    public async Task<string?> RemoveAsync(string repository, IStoreFiles files)
    {
        var request = new BackupRemovalRequest
        {
            Repository = repository,
            Decide = (all, now) => RetentionPolicy.Decide(all, new RetentionSettings { Last = 1 }, now),
            LockTimeout = TimeSpan.Zero,
            Files = files,
            Journals = new RestoreJournals(_state.Path),
        };
        string? told = null;
        try
        {
            await BackupRemoval.RunAsync(
                request,
                _parents.Keys.ToHashSet(StringComparer.Ordinal),
                (decision, error) =>
                {
                    bool stays = decision.Name != Staying && decision.Outcome is not RetentionOutcome.Removed;
                    bool unsure = decision.Reasons.Any(reason => reason.Contains("damaged", StringComparison.Ordinal));
                    told ??= error?.Message ?? (stays || unsure ? string.Join("; ", decision.Reasons) : null);
                    return Task.CompletedTask;
                },
                TestContext.Current.CancellationToken);
        }
        catch (SysOpsException error) when (error.Id.Kind is ErrorKind.Unavailable)
        {
            told = error.Message;
        }

        return told;
    }

    /// <summary>What is visible is whole, builds on nothing that is gone, and holds the one that stays.</summary>
    /// <returns>How many backups are visible.</returns>
    public int AssertChains(string repository, string moment)
    {
        IReadOnlyList<SystemBackup> listed = BackupRepository.Open(repository).List(TestContext.Current.CancellationToken);
        string[] names = [.. listed.Select(backup => backup.Name)];
        Assert.True(names.Contains(Staying, StringComparer.Ordinal), $"{moment}: '{Staying}' is gone.");
        foreach (SystemBackup backup in listed)
        {
            Assert.True(backup.Status is BackupStatus.Complete, $"{moment}: {backup.Name} is {backup.Status}: {backup.Reason}");
            Assert.True(_content[backup.Name].SequenceEqual(Snapshot.Of(System.IO.Path.Combine(repository, backup.Name))), $"{moment}: {backup.Name} is visible and not whole.");
            Assert.True(_parents[backup.Name] is not { } parent || names.Contains(parent, StringComparer.Ordinal), $"{moment}: {backup.Name} is visible without {_parents[backup.Name]}.");
        }

        return listed.Count;
    }

    /// <summary>The next run removes what this one did not, and what it left half removed.</summary>
    public async Task AssertNextRunAsync(string repository, string moment)
    {
        Assert.Null(await RemoveAsync(repository, new StoreFiles()));
        string[] left = [.. Directory.EnumerateDirectories(repository).Select(path => System.IO.Path.GetFileName(path))];
        Assert.True(left is [var only] && only == Staying, $"{moment}: {string.Join(", ", left)} are left.");
    }
}
