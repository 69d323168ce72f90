using SysOps.Settings;

namespace SysOps.Backups.Retention;

/// <summary>Decides by rules which backups stay, with every reason for each.</summary>
public static class RetentionPolicy
{
    /// <param name="newestFirst">All backups of a repository.</param>
    /// <param name="settings">The rules.</param>
    /// <param name="now">For their ages.</param>
    /// <returns>One decision for each, in the same order.</returns>
    public static IReadOnlyList<BackupRetentionDecision> Decide(IReadOnlyList<RetentionCandidate> newestFirst, RetentionSettings settings, DateTimeOffset now)
    {
        ILookup<string, string> reasons = RetentionGuard.Kept(newestFirst).Concat(RetentionGuard.Scopes(newestFirst).SelectMany(new RetentionRules(settings, now).Kept)).Distinct().ToLookup(kept => kept.Name, kept => kept.Reason, StringComparer.Ordinal);
        IReadOnlyDictionary<string, string> parents = RetentionGuard.Parents(newestFirst, newestFirst.Where(candidate => reasons.Contains(candidate.Name)).Select(candidate => candidate.Name));
        return [.. newestFirst.Select(candidate => Decide(candidate, [.. reasons[candidate.Name], .. Needed(parents, candidate.Name)], now))];
    }

    private static BackupRetentionDecision Decide(RetentionCandidate candidate, string[] reasons, DateTimeOffset now) => reasons.Length > 0
        ? candidate.Decide(RetentionVerdict.Keep, reasons, RetentionOutcome.Kept, now)
        : candidate.Decide(RetentionVerdict.Remove, ["no rule keeps it"], RetentionOutcome.Planned, now);

    private static IEnumerable<string> Needed(IReadOnlyDictionary<string, string> parents, string name) =>
        parents.TryGetValue(name, out string? reason) ? [reason] : [];
}
