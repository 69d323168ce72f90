using SysOps.Backups.Repositories;
using SysOps.Backups.Retention;

namespace SysOps.Backups.Probing;

/// <summary>What was read of a repository to judge its backups by.</summary>
internal sealed record BackupFacts
{
    public required string Repository { get; init; }

    public required IReadOnlyList<SystemBackup> NewestFirst { get; init; }

    /// <summary>Those that cannot be restored, as far as manifests tell: damaged, or a backup that they build on is missing or another one.</summary>
    public required IReadOnlyList<SystemBackup> Damaged { get; init; }

    /// <summary>The newest complete backup of each kind that there must be one of; of any when there is none such.</summary>
    public required IReadOnlyList<(BackupComponentKind? Kind, SystemBackup? Backup)> NewestComplete { get; init; }

    public required StoreSpace Space { get; init; }

    public SystemBackup? Newest => NewestFirst.Count > 0 ? NewestFirst[0] : null;

    /// <summary>The one that the age is counted from: the oldest of the newest; null when there is one too few.</summary>
    public (BackupComponentKind? Kind, SystemBackup? Backup) Weakest => NewestComplete.FirstOrDefault(one => one.Backup is null, NewestComplete.MinBy(one => one.Backup?.Created));

    public SystemBackup? LastVerified => NewestFirst.Where(backup => backup.Verified is not null).MaxBy(backup => backup.Verified);

    public SystemBackup? LastFailed => NewestFirst.Where(backup => backup.VerificationFailed is not null).MaxBy(backup => backup.VerificationFailed);

    /// <exception cref="SysOpsException">The repository cannot be read.</exception>
    public static BackupFacts Read(BackupRepository repository, IReadOnlyList<BackupComponentKind> kinds, CancellationToken cancellationToken)
    {
        IReadOnlyList<SystemBackup> all = repository.List(cancellationToken);
        ChainIntegrity chains = new(all);
        SystemBackup[] damaged = [.. all.Where(backup => backup.Status is BackupStatus.Damaged || !chains.IsIntact(backup))];
        SystemBackup[] complete = [.. all.Except(damaged).Where(backup => backup.Status is BackupStatus.Complete)];
        return new BackupFacts
        {
            Repository = repository.Path,
            NewestFirst = all,
            Damaged = damaged,
            NewestComplete = kinds.Count == 0
                ? [(null, complete.FirstOrDefault())]
                : [.. kinds.Select(kind => ((BackupComponentKind?)kind, complete.FirstOrDefault(backup => backup.Components.Any(component => component.Kind == kind))))],
            Space = StoreErrors.Guard(repository.Path, () => repository.Files.SpaceOf(repository.Path)),
        };
    }

    public BackupMetrics Measure(DateTimeOffset now) => new()
    {
        Repository = Repository,
        BackupCount = NewestFirst.Count,
        DamagedCount = Damaged.Count,
        Newest = Newest?.Name,
        NewestStatus = Newest?.Status,
        NewestComplete = Weakest.Backup?.Name,
        Age = Weakest.Backup is { } backup ? AgeOf(backup, now) : null,
        LastVerified = LastVerified?.Verified,
        LastVerifiedBy = LastVerified?.VerifiedBy,
        VerificationFailed = LastFailed?.VerificationFailed,
        StoredBytes = NewestFirst.Sum(one => one.StoredBytes),
        AvailableBytes = Space.Available,
    };

    /// <summary>Negative when a clock was wrong.</summary>
    public static TimeSpan AgeOf(SystemBackup backup, DateTimeOffset now) => now - new DateTimeOffset(backup.Created);
}
