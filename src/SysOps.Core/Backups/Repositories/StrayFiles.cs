using SysOps.Backups.Manifests;

namespace SysOps.Backups.Repositories;

/// <summary>What lies in a backup's folder and belongs to nothing: somebody added it.</summary>
internal static class StrayFiles
{
    private static readonly string[] Own = [BackupManifest.FileName, Sha256Sums.FileName, StoreNames.Labels, StoreNames.Verification];

    /// <summary>Names of files and folders.</summary>
    /// <exception cref="SysOpsException">The folder cannot be read.</exception>
    public static IEnumerable<string> Of(BackupRepository repository, BackupName name, BackupManifest manifest) =>
        StoreErrors.Guard(repository.FolderOf(name), () => repository.Files.List(repository.FolderOf(name)))
            .Select(entry => entry.Name)
            .Except(Own.Concat(manifest.Files.Select(file => file.Name)), StringComparer.Ordinal)
            .Order(StringComparer.Ordinal);
}
