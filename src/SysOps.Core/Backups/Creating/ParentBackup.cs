using System.Security.Cryptography;
using SysOps.Backups.Archives;
using SysOps.Backups.Components;
using SysOps.Backups.Manifests;
using SysOps.Backups.Repositories;
using SysOps.Files;

namespace SysOps.Backups.Creating;

/// <summary>The backup that the next one builds on, with its index open.</summary>
internal sealed class ParentBackup : IDisposable
{
    private ParentBackup(BackupLineage lineage, ArchiveBytes index, FileTime started)
    {
        Lineage = lineage;
        Index = index;
        Started = started;
    }

    public BackupLineage Lineage { get; }

    public ArchiveBytes Index { get; }

    /// <summary>When the parent was begun, by the clock of the workspaces' file system.</summary>
    public FileTime Started { get; }

    /// <summary>Decides what the next backup builds on, and opens it; null and the reason when it is to be a full one.</summary>
    public static (ParentBackup? Parent, string Reason) Find(BackupRepository repository, string root, ChainSettings settings, DateTimeOffset now)
    {
        ChainDecision decision = ChainRule.Decide([.. Manifests(repository)], root, settings, now);
        try
        {
            return decision.Parent is null ? (null, decision.Reason!) : (Open(repository, decision), "");
        }
        catch (Exception exception) when (exception is SysOpsException || StoreDocuments.IsStoreFailure(exception))
        {
            return (null, exception.Message);
        }
    }

    /// <summary>Opens the parent that was decided on. Its index must be the one that was written, and all files that it needs must be there.</summary>
    /// <exception cref="SysOpsException">They are not: the reason why nothing builds on it.</exception>
    private static ParentBackup Open(BackupRepository repository, ChainDecision decision)
    {
        BackupManifest parent = decision.Parent!;
        foreach (BackupManifest link in decision.Chain)
        {
            Require(repository, link);
        }

        string path = repository.PathOf(NameOf(parent), ComponentFiles.WorkspacesIndex);
        using (FileStream index = File.OpenRead(path))
        {
            string digest = Convert.ToHexStringLower(SHA256.HashData(index));
            if (!parent.Files.Any(file => file.Name == ComponentFiles.WorkspacesIndex && file.Sha256 == digest))
            {
                throw new ArchiveCorruptException($"The index of '{parent.Name}' is not what was written.");
            }
        }

        ManifestParent reference = new() { Name = parent.Name, ManifestSha256 = Sha256Sums.Digest(repository.ReadManifestBytes(NameOf(parent))) };
        return new ParentBackup(new BackupLineage(reference, parent.ChainLength + 1), ArchiveBytes.Open(path), FileTime.Parse(WorkspacesFacts.Of(parent)!.Started!));
    }

    public void Dispose() => Index.Dispose();

    private static IEnumerable<BackupManifest> Manifests(BackupRepository repository) => repository.List()
        .Where(backup => backup.Status is BackupStatus.Complete or BackupStatus.Partial && backup.VerificationFailed is null)
        .Select(backup => BackupName.TryParse(backup.Name, out BackupName? name) ? repository.ReadManifest(name) : null)
        .OfType<BackupManifest>();

    private static BackupName NameOf(BackupManifest manifest) =>
        BackupName.TryParse(manifest.Name, out BackupName? name) ? name : throw new ArchiveCorruptException($"'{manifest.Name}' is no name of a backup.");

    private static void Require(BackupRepository repository, BackupManifest link)
    {
        ManifestFile? archive = link.Files.FirstOrDefault(file => file.Name == ComponentFiles.WorkspacesArchive);
        FileInfo file = new(repository.PathOf(NameOf(link), ComponentFiles.WorkspacesArchive));
        if (archive is null || !file.Exists || file.Length != archive.SizeBytes)
        {
            throw new ArchiveCorruptException($"The archive of '{link.Name}' is missing, or not as long as it was.");
        }
    }
}
