namespace SysOps.Backups.Archives;

/// <summary>What an archive file came to.</summary>
public sealed record ArchiveTotals
{
    public required int Frames { get; init; }

    /// <summary>Bytes of the tar stream, before compression.</summary>
    public required long ContentBytes { get; init; }

    /// <summary>Bytes of the file.</summary>
    public required long StoredBytes { get; init; }

    /// <summary>Of the file, as <c>sha256sum</c> writes it.</summary>
    public required string Sha256 { get; init; }
}
