using SysOps.Backups.Manifests;
using SysOps.Backups.Repositories;
using SysOps.Backups.Restoring.Items;
using SysOps.Backups.Verifying;

namespace SysOps.Backups.Copying;

/// <summary>Decides what is to be copied. Changes nothing.</summary>
public static class CopyPlanner
{
    /// <exception cref="SysOpsException">BackupNotFound, BackupCorrupt: its chain is broken; BackupCopyRefused: one repository lies in the other, or the other has another backup of that name.</exception>
    public static BackupCopyPlan Plan(BackupCopyRequest request)
    {
        RefuseNested(request.Source.Path, request.Destination);
        BackupRepository? destination = StoreErrors.Guard(request.Destination, () => BackupRepository.TryOpen(request.Destination, request.Files));
        IEnumerable<CopiedBackup> chain = Chain(request.Source, request.Name).Select(one => new CopiedBackup(one.Name, one.Manifest, IsPresent(request.Source, destination, one.Name)));
        return new BackupCopyPlan { Name = request.Name, Chain = [.. chain] };
    }

    // The lock of the one is the lock of the other, and what lies in a repository is not looked at.
    private static void RefuseNested(string source, string destination)
    {
        string from = TargetPlace.Resolve(source);
        string to = TargetPlace.Resolve(destination);
        if (TargetPlace.IsWithin(from, to) || TargetPlace.IsWithin(to, from))
        {
            throw new SysOpsException(ErrorCatalogue.BackupCopyRefused, $"The repositories '{source}' and '{destination}' are the same, or one lies in the other.", "Name a folder beside it, better on another volume.", destination);
        }
    }

    private static IEnumerable<(BackupName Name, BackupManifest Manifest)> Chain(BackupRepository source, BackupName name)
    {
        BackupManifest manifest = source.ReadManifest(name);
        List<BackupFinding> findings = [];
        IReadOnlyList<(BackupName, BackupManifest)> parents = ChainCheck.Follow(source, manifest, findings);
        return findings.Count > 0
            ? throw new SysOpsException(ErrorCatalogue.BackupCorrupt, $"The backup '{name}' cannot be copied: {findings[0]}", "Copy another backup.", name.ToString())
            : parents.Reverse().Append((name, manifest));
    }

    private static bool IsPresent(BackupRepository source, BackupRepository? destination, BackupName name)
    {
        if (destination is null || !StoreErrors.Guard(destination.Path, () => destination.Files.FolderExists(destination.FolderOf(name))))
        {
            return false;
        }

        return destination.ReadManifestBytes(name).AsSpan().SequenceEqual(source.ReadManifestBytes(name)) ? true : throw new SysOpsException(
            ErrorCatalogue.BackupCopyRefused, $"The repository '{destination.Path}' has another backup '{name}'.", "Find out which of the two is right, and remove the other with Remove-SystemBackup.", name.ToString());
    }
}
