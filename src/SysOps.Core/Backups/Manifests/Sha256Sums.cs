using System.Security.Cryptography;
using System.Text;

namespace SysOps.Backups.Manifests;

/// <summary>The file <c>SHA256SUMS</c>: every other file of the backup, for <c>sha256sum -c SHA256SUMS</c>.</summary>
public static class Sha256Sums
{
    public const string FileName = "SHA256SUMS";

    /// <param name="manifest">The manifest's own bytes.</param>
    /// <param name="files">The files that it lists.</param>
    public static byte[] Write(ReadOnlySpan<byte> manifest, IEnumerable<ManifestFile> files)
    {
        ManifestFile self = new() { Name = BackupManifest.FileName, SizeBytes = manifest.Length, Sha256 = Digest(manifest) };
        IEnumerable<string> lines = files.Append(self).OrderBy(file => file.Name, StringComparer.Ordinal).Select(file => $"{file.Sha256}  {file.Name}\n");
        return Encoding.ASCII.GetBytes(string.Concat(lines));
    }

    /// <summary>In lower-case hexadecimal digits.</summary>
    public static string Digest(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
