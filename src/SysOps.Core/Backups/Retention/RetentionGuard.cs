namespace SysOps.Backups.Retention;

/// <summary>What no retention removes, whatever its rules: the last verified good backup, the newest, what is pinned or in use, and what a kept one builds on.</summary>
internal static class RetentionGuard
{
    /// <summary>The backup that a service is most surely restored from: the newest verified one, else the newest complete one, else the newest usable one; null when there is none.</summary>
    public static (RetentionCandidate Backup, string Reason)? LastGood(IReadOnlyList<RetentionCandidate> newestFirst)
    {
        (Func<RetentionCandidate, bool> Is, string Reason)[] ranks =
        [
            (candidate => candidate.IsComplete && candidate.Verified, "the last verified good backup"),
            (candidate => candidate.IsComplete, "the newest complete backup, as none is verified"),
            (candidate => candidate.IsUsable && candidate.ChainIntact, "the newest usable backup, as none is complete"),
        ];
        foreach ((Func<RetentionCandidate, bool> isGood, string reason) in ranks)
        {
            if (newestFirst.FirstOrDefault(isGood) is { } backup)
            {
                return (backup, reason);
            }
        }

        return null;
    }

    /// <summary>The backups of each scope by themselves: a database that is backed up alone does not stand for the workspaces.</summary>
    public static IEnumerable<IReadOnlyList<RetentionCandidate>> Scopes(IReadOnlyList<RetentionCandidate> newestFirst) => newestFirst
        .SelectMany(candidate => candidate.Scopes)
        .Distinct(StringComparer.Ordinal)
        .Select(scope => newestFirst.Where(candidate => candidate.Scopes.Contains(scope, StringComparer.Ordinal)).ToArray());

    /// <returns>Name and reason.</returns>
    public static IEnumerable<(string Name, string Reason)> Kept(IReadOnlyList<RetentionCandidate> newestFirst)
    {
        foreach (IReadOnlyList<RetentionCandidate> scope in Scopes(newestFirst))
        {
            if (LastGood(scope) is { } good)
            {
                yield return (good.Backup.Name, good.Reason);
            }

            if (scope.FirstOrDefault(candidate => candidate.IsUsable) is { } newest)
            {
                yield return (newest.Name, "the newest");
            }
        }

        foreach (RetentionCandidate candidate in newestFirst)
        {
            if (candidate.Pinned)
            {
                yield return (candidate.Name, "pinned");
            }

            if (candidate.LabelsDamaged)
            {
                yield return (candidate.Name, "its labels are damaged, and may say that it is pinned");
            }

            if (candidate.VerificationsDamaged)
            {
                yield return (candidate.Name, "its verifications are damaged, and may say that it is the last verified good backup");
            }

            if (candidate.InUse)
            {
                yield return (candidate.Name, "an interrupted restore uses it");
            }

            if (!candidate.IsUsable)
            {
                yield return (candidate.Name, "damaged: it is removed only by its name");
            }
        }
    }

    /// <summary>Each backup that one of these builds on, or may build on, with the reason that says so.</summary>
    /// <param name="all">All backups.</param>
    /// <param name="kept">The names of those that stay.</param>
    public static IReadOnlyDictionary<string, string> Parents(IReadOnlyList<RetentionCandidate> all, IEnumerable<string> kept)
    {
        Dictionary<string, RetentionCandidate> byName = all.ToDictionary(candidate => candidate.Name, StringComparer.Ordinal);
        Dictionary<string, string> parents = new(StringComparer.Ordinal);
        RetentionCandidate[] staying = [.. kept.Select(name => byName.GetValueOrDefault(name)).OfType<RetentionCandidate>()];
        foreach (RetentionCandidate candidate in staying)
        {
            RetentionCandidate? child = candidate;
            while (child?.Parent is { } parent && parents.TryAdd(parent, $"parent of {child.Name}"))
            {
                child = byName.GetValueOrDefault(parent);
            }
        }

        if (staying.FirstOrDefault(candidate => candidate.Unreadable) is { } unreadable)
        {
            foreach (RetentionCandidate other in all.Where(candidate => candidate != unreadable))
            {
                parents.TryAdd(other.Name, $"perhaps the parent of {unreadable.Name}, whose manifest cannot be read");
            }
        }

        return parents;
    }
}
