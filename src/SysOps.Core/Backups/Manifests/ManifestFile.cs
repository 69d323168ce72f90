namespace SysOps.Backups.Manifests;

/// <summary>One file of a backup.</summary>
public sealed record ManifestFile
{
    public required string Name { get; init; }

    public required long SizeBytes { get; init; }

    /// <summary>Of the file as it lies there, in lower-case hexadecimal digits.</summary>
    public required string Sha256 { get; init; }
}
