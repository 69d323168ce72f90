namespace SysOps.Backups.Archives.Reading;

/// <summary>What the verification of one archive found.</summary>
public sealed record ArchiveVerification
{
    /// <summary>What is wrong, in the order of the archive; the first 1,000. Empty when the archive is sound.</summary>
    public required IReadOnlyList<ArchiveFinding> Findings { get; init; }

    public required long EntriesVerified { get; init; }

    /// <summary>Bytes of file contents whose SHA-256 was verified, holes included.</summary>
    public required long FileBytesVerified { get; init; }

    /// <summary>Whether all of it was verified, and not a sample.</summary>
    public required bool IsWhole { get; init; }

    public bool IsSound => Findings.Count == 0;
}
