namespace SysOps.Backups.Retention;

/// <summary>Decides which of the backups that were named may go, with the reasons why others may not.</summary>
public sealed record NamedRemoval
{
    /// <summary>The names of all that are meant.</summary>
    public required IReadOnlySet<string> Names { get; init; }

    /// <summary>Those of them that were written out, without wildcards.</summary>
    public required IReadOnlySet<string> Explicit { get; init; }

    /// <summary>Lifts the refusal of what is pinned, and, of what was written out, of the last good backup. What others build on stays refused.</summary>
    public bool Force { get; init; }

    /// <param name="newestFirst">All backups of a repository.</param>
    /// <param name="now">For their ages.</param>
    /// <returns>One decision for each that is meant, in the same order.</returns>
    public IReadOnlyList<BackupRetentionDecision> Decide(IReadOnlyList<RetentionCandidate> newestFirst, DateTimeOffset now)
    {
        HashSet<string> lastGood = [.. RetentionGuard.Scopes(newestFirst).Select(scope => RetentionGuard.LastGood(scope)?.Backup.Name).OfType<string>()];
        ILookup<string, string> refusals = newestFirst.Where(candidate => Names.Contains(candidate.Name))
            .SelectMany(candidate => Refusals(candidate, lastGood.Contains(candidate.Name)), (candidate, reason) => (candidate.Name, Reason: reason))
            .ToLookup(refusal => refusal.Name, refusal => refusal.Reason, StringComparer.Ordinal);
        IEnumerable<string> staying = newestFirst.Select(candidate => candidate.Name).Where(name => !Names.Contains(name) || refusals.Contains(name));
        IReadOnlyDictionary<string, string> parents = RetentionGuard.Parents(newestFirst, staying);
        return [.. newestFirst.Where(candidate => Names.Contains(candidate.Name)).Select(candidate => Decide(candidate, [.. refusals[candidate.Name]], parents.GetValueOrDefault(candidate.Name), now))];
    }

    private static BackupRetentionDecision Decide(RetentionCandidate candidate, string[] refusals, string? needed, DateTimeOffset now)
    {
        string[] reasons = needed is null ? refusals : [.. refusals, $"{needed}: remove that one as well, or first"];
        return reasons.Length > 0
            ? candidate.Decide(RetentionVerdict.Keep, reasons, RetentionOutcome.Refused, now)
            : candidate.Decide(RetentionVerdict.Remove, ["named"], RetentionOutcome.Planned, now);
    }

    private IEnumerable<string> Refusals(RetentionCandidate candidate, bool isLastGood)
    {
        if (candidate.InUse)
        {
            yield return "an interrupted restore uses it: end it with Restore-SystemBackup -Resume or -Rollback";
        }

        if (candidate.Pinned && !Force)
        {
            yield return "pinned: -Force removes it";
        }

        if (candidate.LabelsDamaged && !Force)
        {
            yield return "its labels are damaged, and may say that it is pinned: -Force removes it";
        }

        if (candidate.VerificationsDamaged && !(Force && Explicit.Contains(candidate.Name)))
        {
            yield return "its verifications are damaged, and may say that it is the last verified good backup: only its name written out and -Force remove it";
        }

        if (isLastGood && !(Force && Explicit.Contains(candidate.Name)))
        {
            yield return "the last good backup: only its name written out and -Force remove it";
        }
    }
}
