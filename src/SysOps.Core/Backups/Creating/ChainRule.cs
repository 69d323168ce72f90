using System.Globalization;
using SysOps.Backups.Manifests;

namespace SysOps.Backups.Creating;

/// <summary>Decides which backup the next one builds on: the usable one with the highest sequence number, unless its chain has come to its end.</summary>
public static class ChainRule
{
    /// <param name="candidates">The sound manifests of the repository, in any order. A partial backup is usable: what it lacks is read anew.</param>
    /// <param name="root">The folder of the workspaces.</param>
    /// <param name="settings">When a chain ends.</param>
    /// <param name="now">The time.</param>
    public static ChainDecision Decide(IReadOnlyCollection<BackupManifest> candidates, string root, ChainSettings settings, DateTimeOffset now)
    {
        if (settings.Full)
        {
            return ChainDecision.Full("A full one was asked for.");
        }

        Dictionary<string, BackupManifest> byName = candidates.ToDictionary(candidate => candidate.Name, StringComparer.Ordinal);
        List<BackupManifest>? chain = candidates
            .Where(candidate => candidate.Status is BackupStatus.Complete or BackupStatus.Partial && WorkspacesFacts.Of(candidate) is { Started: not null } facts && facts.Root == root)
            .OrderByDescending(candidate => candidate.Sequence)
            .Select(candidate => Follow(candidate, byName))
            .FirstOrDefault(chain => chain is not null);
        if (chain is null)
        {
            return ChainDecision.Full($"There is no usable backup of '{root}' yet.");
        }

        return EndOf(chain, settings, now) is { } reason ? ChainDecision.Full(reason) : new ChainDecision(chain, null);
    }

    // Null when a part of it is missing, or is not what it should be: nothing can be restored from it.
    private static List<BackupManifest>? Follow(BackupManifest candidate, Dictionary<string, BackupManifest> byName)
    {
        List<BackupManifest> chain = [candidate];
        while (chain[^1].Parent is { } parent)
        {
            if (!byName.TryGetValue(parent.Name, out BackupManifest? found) || found.Sequence >= chain[^1].Sequence || WorkspacesFacts.Of(found) is null)
            {
                return null;
            }

            chain.Add(found);
        }

        return chain;
    }

    private static string? EndOf(List<BackupManifest> chain, ChainSettings settings, DateTimeOffset now)
    {
        if (now - chain[^1].Created >= settings.FullEvery)
        {
            return string.Create(CultureInfo.InvariantCulture, $"The last full one, '{chain[^1].Name}', is older than {settings.FullEvery.TotalDays:0.##} days.");
        }

        if (chain.Count >= settings.MostLinks)
        {
            return $"The chain has {chain.Count} backups.";
        }

        long stored = chain.Sum(WorkspacesFacts.StoredBytes);
        return stored > settings.MostStored * WorkspacesFacts.StoredBytes(chain[^1]) ? string.Create(CultureInfo.InvariantCulture, $"The chain stores more than {settings.MostStored} times what its full backup does.") : null;
    }
}
