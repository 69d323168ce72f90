using SysOps.Backups.Manifests;
using SysOps.Backups.Repositories;

namespace SysOps.Backups.Copying;

/// <summary>One backup of a chain that is copied.</summary>
/// <param name="Name">The same in both repositories.</param>
/// <param name="Manifest">What it holds.</param>
/// <param name="IsPresent">Whether the other repository has it, with the same manifest.</param>
public sealed record CopiedBackup(BackupName Name, BackupManifest Manifest, bool IsPresent)
{
    public long SizeBytes => Manifest.Files.Sum(file => file.SizeBytes);
}
