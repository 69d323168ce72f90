using SysOps.Backups.Manifests;

namespace SysOps.Backups.Repositories;

/// <summary>Backups as users see them, made of what a repository holds. Their lists are arrays: of the types that a collection expression makes PowerShell's [0] takes all.</summary>
public static class SystemBackups
{
    public static SystemBackup From(BackupManifest manifest, string folder) => new()
    {
        Name = manifest.Name,
        Id = manifest.Id,
        Status = manifest.Status,
        Created = manifest.Created.LocalDateTime,
        Duration = manifest.Duration,
        Components = manifest.Components.Select(From).ToArray(),
        SizeBytes = manifest.Components.Sum(component => component.SizeBytes),
        StoredBytes = manifest.Files.Sum(file => file.SizeBytes),
        FileCount = manifest.Components.Sum(component => component.FileCount),
        Sequence = manifest.Sequence,
        Parent = manifest.Parent?.Name,
        ParentManifestSha256 = manifest.Parent?.ManifestSha256,
        ChainLength = manifest.ChainLength,
        Consistency = manifest.Consistency,
        SystemName = manifest.SystemName,
        Environment = manifest.Environment,
        ComputerName = manifest.Host,
        Warnings = manifest.Warnings.ToArray(),
        Problems = manifest.Problems.ToArray(),
        Path = folder,
    };

    /// <param name="manifest">Its manifest's own bytes.</param>
    /// <param name="name">Whose it is to be.</param>
    /// <param name="folder">Full path of its folder.</param>
    /// <exception cref="SysOpsException">BackupCorrupt.</exception>
    public static SystemBackup From(byte[] manifest, BackupName name, string folder) =>
        From(ManifestReader.Read(manifest, name.ToString()), folder) with { ManifestSha256 = Sha256Sums.Digest(manifest) };

    /// <summary>One whose manifest cannot be used.</summary>
    internal static SystemBackup Damaged(BackupName name, string folder, SysOpsException reason) => new()
    {
        Name = name.ToString(),
        Status = BackupStatus.Damaged,
        Created = name.Created.LocalDateTime,
        Reason = reason.Message,
        Unreadable = StoreErrors.Is(reason),
        Path = folder,
    };

    internal static SystemBackup WithLabels(this SystemBackup backup, BackupLabels labels) =>
        backup with { Tags = labels.Tags.ToArray(), Description = labels.Description, Pinned = labels.Pinned };

    /// <summary>What is noted beside it: labels and verifications. Those that cannot be read make no backup useless: a warning says so.</summary>
    internal static SystemBackup WithNotes(this SystemBackup backup, BackupRepository repository, BackupName name) => backup
        .OrWarn(plain => plain.WithLabels(repository.ReadLabels(name)), damaged => damaged with { LabelsDamaged = true })
        .OrWarn(plain => plain.WithVerifications(VerificationState.Of(repository.ReadVerifications(name))), damaged => damaged with { VerificationsDamaged = true });

    private static SystemBackup WithVerifications(this SystemBackup backup, VerificationState state) =>
        backup with { Verified = state.Verified?.LocalDateTime, VerifiedBy = state.Method, VerificationFailed = state.Failed?.LocalDateTime };

    private static SystemBackup OrWarn(this SystemBackup backup, Func<SystemBackup, SystemBackup> note, Func<SystemBackup, SystemBackup> damage)
    {
        try
        {
            return note(backup);
        }
        catch (SysOpsException exception)
        {
            return damage(backup) with { Warnings = backup.Warnings.Append(exception.Message).ToArray() };
        }
    }

    private static BackupComponent From(ManifestComponent component) => new()
    {
        Name = component.Name,
        Kind = component.Kind,
        Status = component.Status,
        SizeBytes = component.SizeBytes,
        StoredBytes = component.StoredBytes,
        FileCount = component.FileCount,
        Duration = component.Finished - component.Started,
    };
}
