using SysOps.Backups.Repositories;

namespace SysOps.Backups.Retention;

/// <summary>Carries decisions out: takes the repository, decides once more from what is there then, and removes what was confirmed, children before parents.</summary>
public sealed class BackupRemoval
{
    private readonly BackupRemovalRequest _request;
    private readonly IReadOnlySet<string> _confirmed;
    private readonly WritableRepository _repository;
    private readonly Func<BackupRetentionDecision, SysOpsException?, Task> _report;

    private BackupRemoval(BackupRemovalRequest request, IReadOnlySet<string> confirmed, WritableRepository repository, Func<BackupRetentionDecision, SysOpsException?, Task> report)
    {
        _request = request;
        _confirmed = confirmed;
        _repository = repository;
        _report = report;
    }

    /// <summary>What would be done; nothing is changed.</summary>
    /// <exception cref="SysOpsException">The repository cannot be read.</exception>
    public static IReadOnlyList<BackupRetentionDecision> Plan(BackupRemovalRequest request, CancellationToken cancellationToken) =>
        request.Decide(RetentionCandidates.Read(BackupRepository.Open(request.Repository), request.Journals, cancellationToken), request.Time.GetUtcNow());

    /// <param name="request">What is to be removed.</param>
    /// <param name="confirmed">Names: nothing else is removed.</param>
    /// <param name="report">Is told each decision with what became of it, and the error when it failed.</param>
    /// <param name="cancellationToken">Ends it between two backups.</param>
    /// <exception cref="SysOpsException">BackupRepositoryBusy, or the repository cannot be read or written.</exception>
    public static async Task RunAsync(BackupRemovalRequest request, IReadOnlySet<string> confirmed, Func<BackupRetentionDecision, SysOpsException?, Task> report, CancellationToken cancellationToken)
    {
        WritableRepositoryOptions options = new()
        {
            Lock = new LockRequest { Mode = RepositoryLockMode.Exclusive, Operation = "Remove-SystemBackup", Timeout = request.LockTimeout, Time = request.Time },
            Files = request.Files,
            Logger = request.Logger,
        };
        using WritableRepository repository = await WritableRepository.OpenAsync(request.Repository, options, cancellationToken).ConfigureAwait(false);
        repository.ClearRemains();
        await new BackupRemoval(request, confirmed, repository, report).RunAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        IReadOnlyList<RetentionCandidate> all = RetentionCandidates.Read(_repository.Repository, _request.Journals, cancellationToken);
        IReadOnlyList<BackupRetentionDecision> decisions = _request.Decide(all, _request.Time.GetUtcNow());
        HashSet<string> staying = [.. all.Select(candidate => candidate.Name).Except(decisions.Where(IsToGo).Select(decision => decision.Name), StringComparer.Ordinal)];
        long freed = 0;
        foreach (BackupRetentionDecision decision in decisions)
        {
            cancellationToken.ThrowIfCancellationRequested();
            (BackupRetentionDecision done, SysOpsException? error) = Settle(decision, RetentionGuard.Parents(all, staying));
            freed += done.Outcome is RetentionOutcome.Removed ? done.SizeBytes : 0;
            if (done.Outcome is not RetentionOutcome.Removed)
            {
                staying.Add(done.Name);
            }

            await _report(done, error).ConfigureAwait(false);
        }

        if (freed > 0)
        {
            BackupLog.Freed(_request.Logger, Settings.Size.Format(freed), _request.Repository, Settings.Size.Format(_repository.Repository.Files.SpaceOf(_request.Repository).Available));
        }
    }

    private bool IsToGo(BackupRetentionDecision decision) => decision.Decision is RetentionVerdict.Remove && _confirmed.Contains(decision.Name);

    private (BackupRetentionDecision Decision, SysOpsException? Error) Settle(BackupRetentionDecision decision, IReadOnlyDictionary<string, string> parents)
    {
        if (decision.Decision is RetentionVerdict.Keep)
        {
            // It was confirmed by what was there before.
            return (_confirmed.Contains(decision.Name) ? decision with { Outcome = RetentionOutcome.Refused } : decision, null);
        }

        if (!_confirmed.Contains(decision.Name))
        {
            return (With(decision, RetentionOutcome.Kept, "not confirmed"), null);
        }

        return parents.TryGetValue(decision.Name, out string? reason) ? (With(decision, RetentionOutcome.Refused, $"{reason}, which stays"), null) : Remove(decision);
    }

    private (BackupRetentionDecision Decision, SysOpsException? Error) Remove(BackupRetentionDecision decision)
    {
        try
        {
            _repository.Delete(BackupName.TryParse(decision.Name, out BackupName? name) ? name : throw new InvalidOperationException($"'{decision.Name}' is no name of a backup."));
            return (decision with { Outcome = RetentionOutcome.Removed }, null);
        }
        catch (SysOpsException exception)
        {
            return (With(decision, RetentionOutcome.Failed, exception.Message), exception);
        }
    }

    private static BackupRetentionDecision With(BackupRetentionDecision decision, RetentionOutcome outcome, string reason) =>
        decision with { Outcome = outcome, Reasons = decision.Reasons.Append(reason).ToArray() };
}
