using System.Text.Json;
using SysOps.Backups.Components;
using SysOps.Backups.Manifests;

namespace SysOps.Backups.Creating;

/// <summary>What a manifest says of the workspaces.</summary>
internal static class WorkspacesFacts
{
    /// <summary>Null when the backup has no workspaces, or they are described in a way that is not known.</summary>
    public static TreeFacts? Of(BackupManifest manifest)
    {
        try
        {
            return Component(manifest)?.Facts?.Deserialize(ComponentJson.Default.TreeFacts) is { Version: TreeFacts.CurrentVersion } facts ? facts : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static long StoredBytes(BackupManifest manifest) => Component(manifest)?.StoredBytes ?? 0;

    private static ManifestComponent? Component(BackupManifest manifest) => manifest.Components.FirstOrDefault(component => component.Kind == BackupComponentKind.Workspaces);
}
