using SysOps.Backups.Manifests;
using SysOps.Backups.Repositories;

namespace SysOps.Backups.Retention;

/// <summary>Whether the backups that one builds on are there, each with the manifest it had then. Every manifest is read once.</summary>
internal sealed class ChainIntegrity(BackupRepository repository)
{
    private readonly Dictionary<string, (string Digest, ManifestParent? Parent)?> _known = new(StringComparer.Ordinal);

    public bool IsIntact(string name)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        (string Digest, ManifestParent? Parent)? at = Read(name);
        while (at is { Parent: { } parent })
        {
            at = Read(parent.Name);
            if (at?.Digest != parent.ManifestSha256 || !seen.Add(parent.Name))
            {
                return false;
            }
        }

        return at is not null;
    }

    private (string Digest, ManifestParent? Parent)? Read(string name)
    {
        if (!_known.TryGetValue(name, out (string Digest, ManifestParent? Parent)? known))
        {
            known = BackupName.TryParse(name, out BackupName? parsed) ? TryRead(parsed) : null;
            _known.Add(name, known);
        }

        return known;
    }

    // One that cannot be read is damaged: the list says why.
    private (string Digest, ManifestParent? Parent)? TryRead(BackupName name)
    {
        try
        {
            byte[] bytes = repository.ReadManifestBytes(name);
            return (Sha256Sums.Digest(bytes), ManifestReader.Read(bytes, name.ToString()).Parent);
        }
        catch (SysOpsException)
        {
            return null;
        }
    }
}
