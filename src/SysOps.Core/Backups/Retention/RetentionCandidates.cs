using SysOps.Backups.Repositories;
using SysOps.Backups.Restoring;

namespace SysOps.Backups.Retention;

/// <summary>Reads what is to be known of all backups of a repository, the newest first.</summary>
public static class RetentionCandidates
{
    /// <param name="repository">The repository.</param>
    /// <param name="journals">Where restores that have not ended say which backup they use.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="SysOpsException">It cannot be read; RestoreJournalCorrupt: what a restore uses is not known.</exception>
    public static IReadOnlyList<RetentionCandidate> Read(BackupRepository repository, RestoreJournals journals, CancellationToken cancellationToken)
    {
        IReadOnlyList<SystemBackup> all = repository.List(cancellationToken);
        ChainIntegrity chains = new(all);
        HashSet<string> used = [.. journals.List().Select(RestoreJournals.Read).Where(journal => journal.Repository == repository.Path).Select(journal => journal.Backup)];
        return [.. all.Select(backup => From(backup, chains, used))];
    }

    private static RetentionCandidate From(SystemBackup backup, ChainIntegrity chains, HashSet<string> used) => new()
    {
        Name = backup.Name,
        Created = BackupName.TryParse(backup.Name, out BackupName? name) ? name.Created : new DateTimeOffset(backup.Created),
        Status = backup.Status,
        Parent = backup.Parent,
        Unreadable = backup.Unreadable,
        Scopes = backup.Components.Select(component => $"{backup.SystemName}/{component.Kind}").Distinct(StringComparer.Ordinal).ToArray(),
        Pinned = backup.Pinned,
        LabelsDamaged = backup.LabelsDamaged,
        VerificationsDamaged = backup.VerificationsDamaged,
        InUse = used.Contains(backup.Name),
        ChainIntact = chains.IsIntact(backup),
        Verified = backup.VerifiedBy is VerificationMethod.Full or VerificationMethod.Drill,
        SizeBytes = backup.Status is BackupStatus.Damaged ? SizeOf(backup.Path) : backup.StoredBytes,
        Path = backup.Path,
    };

    // The manifest of a damaged one does not tell.
    private static long SizeOf(string folder) =>
        StoreErrors.Guard(folder, () => new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.LinkTarget is null ? file.Length : 0));
}
