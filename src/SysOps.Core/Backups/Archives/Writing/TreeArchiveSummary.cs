using SysOps.Files;

namespace SysOps.Backups.Archives.Writing;

/// <summary>What became of a tree.</summary>
public sealed record TreeArchiveSummary
{
    public required ArchiveTotals Archive { get; init; }

    public required ArchiveTotals Index { get; init; }

    /// <summary>How many entries of each kind were stored.</summary>
    public required IReadOnlyDictionary<EntryKind, long> Counts { get; init; }

    /// <summary>Bytes of all files as they are read, holes included.</summary>
    public required long FileBytes { get; init; }

    /// <summary>Files that were written or changed after <see cref="TreeArchiveRequest.ChangedAfter"/>.</summary>
    public required long ChangedFiles { get; init; }

    /// <summary>When it was begun, by the clock of the tree's file system: a backup that builds on this one wants to know.</summary>
    public required FileTime Started { get; init; }

    /// <summary>Files whose content is in this archive.</summary>
    public required long StoredFiles { get; init; }

    /// <summary>Their bytes, holes included.</summary>
    public required long StoredFileBytes { get; init; }

    /// <summary>Files whose content is in an earlier one.</summary>
    public required long ReusedFiles { get; init; }

    public required long ReusedFileBytes { get; init; }

    /// <summary>What makes the archive incomplete, by path; the first 10,000.</summary>
    public required IReadOnlyList<ArchiveProblem> Problems { get; init; }

    /// <summary>How many problems there were.</summary>
    public required long ProblemCount { get; init; }

    /// <summary>What was left out by rule and is no problem: sockets; by path, the first 10,000.</summary>
    public required IReadOnlyList<ArchiveNote> Notes { get; init; }
}
