using System.Text.Json;

namespace SysOps.Backups.Manifests;

/// <summary>Writes <c>manifest.json</c>.</summary>
public static class ManifestWriter
{
    /// <exception cref="SysOpsException">BackupCorrupt: it breaks a rule of the format, and would not be read again.</exception>
    public static byte[] Write(BackupManifest manifest)
    {
        ManifestRules.Check(manifest, manifest.Name);
        return [.. JsonSerializer.SerializeToUtf8Bytes(manifest, ManifestJson.Default.BackupManifest), (byte)'\n'];
    }
}
