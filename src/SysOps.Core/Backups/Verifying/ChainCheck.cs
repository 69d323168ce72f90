using SysOps.Backups.Manifests;
using SysOps.Backups.Repositories;

namespace SysOps.Backups.Verifying;

/// <summary>Follows a backup to those it builds on, down to the full one.</summary>
internal static class ChainCheck
{
    /// <summary>The backups it needs, the nearest first, as far as they are what they were; what is wrong is added to the findings.</summary>
    public static IReadOnlyList<(BackupName Name, BackupManifest Manifest)> Follow(BackupRepository repository, BackupManifest manifest, List<BackupFinding> findings)
    {
        List<(BackupName, BackupManifest)> chain = [];
        BackupManifest at = manifest;
        while (at.Parent is { } parent)
        {
            if (!BackupName.TryParse(parent.Name, out BackupName? name) || Read(repository, name, parent, findings) is not { } found)
            {
                return chain;
            }

            if (found.ChainLength != at.ChainLength - 1)
            {
                findings.Add(new BackupFinding { Text = $"The chain is broken: '{parent.Name}' is not of the length that '{at.Name}' tells." });
                return chain;
            }

            chain.Add((name, found));
            at = found;
        }

        return chain;
    }

    private static BackupManifest? Read(BackupRepository repository, BackupName name, ManifestParent parent, List<BackupFinding> findings)
    {
        try
        {
            byte[] bytes = repository.ReadManifestBytes(name);
            if (Sha256Sums.Digest(bytes) == parent.ManifestSha256)
            {
                return ManifestReader.Read(bytes, parent.Name);
            }

            findings.Add(new BackupFinding { Text = $"The chain is broken: the manifest of '{parent.Name}' is not the one that this backup builds on." });
        }
        catch (SysOpsException exception)
        {
            findings.Add(new BackupFinding { Text = $"The chain is broken: {exception.Message}" });
        }

        return null;
    }
}
