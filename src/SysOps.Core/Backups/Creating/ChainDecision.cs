using SysOps.Backups.Manifests;

namespace SysOps.Backups.Creating;

/// <summary>What a backup of the workspaces builds on.</summary>
/// <param name="Chain">The parent, and what it needs down to the full one; empty: the backup is a full one.</param>
/// <param name="Reason">Why it is a full one, as a sentence; null when it is not.</param>
public sealed record ChainDecision(IReadOnlyList<BackupManifest> Chain, string? Reason)
{
    public BackupManifest? Parent => Chain.Count > 0 ? Chain[0] : null;

    internal static ChainDecision Full(string reason) => new([], reason);
}
