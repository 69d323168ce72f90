namespace SysOps.Backups.Retention;

/// <summary>Whether the backups that one builds on are there, each with the manifest it had then.</summary>
/// <param name="all">All backups of a repository.</param>
internal sealed class ChainIntegrity(IReadOnlyList<SystemBackup> all)
{
    private readonly Dictionary<string, SystemBackup> _byName = all.ToDictionary(backup => backup.Name, StringComparer.Ordinal);

    public bool IsIntact(SystemBackup backup)
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        SystemBackup at = backup;
        while (at.Parent is { } name)
        {
            if (!seen.Add(name) || !_byName.TryGetValue(name, out SystemBackup? parent) || parent.ManifestSha256 is null || parent.ManifestSha256 != at.ParentManifestSha256)
            {
                return false;
            }

            at = parent;
        }

        return at.ManifestSha256 is not null;
    }
}
