using SysOps.Backups.Manifests;

namespace SysOps.Backups.Creating;

/// <summary>What a backup builds on.</summary>
/// <param name="Parent">Null for a full backup.</param>
/// <param name="ChainLength">How many backups a restore needs.</param>
internal sealed record BackupLineage(ManifestParent? Parent, int ChainLength)
{
    /// <summary>Builds on nothing.</summary>
    public static BackupLineage Full { get; } = new(Parent: null, ChainLength: 1);
}
