namespace SysOps.Backups.Manifests;

/// <summary>The backup that an incremental one builds on; the digest of its manifest finds one that was replaced.</summary>
public sealed record ManifestParent
{
    public required string Name { get; init; }

    /// <summary>Of its <c>manifest.json</c>, in lower-case hexadecimal digits.</summary>
    public required string ManifestSha256 { get; init; }
}
