using SysOps.Files;

namespace SysOps.Backups.Archives.Writing;

/// <summary>Which tree is to be archived, and where to.</summary>
public sealed record TreeArchiveRequest
{
    /// <summary>The folder; links on the way to it are followed, none below it.</summary>
    public required string RootPath { get; init; }

    /// <summary>Patterns of paths below the root that are left out, each with all that is in it (<see cref="PathGlob"/>).</summary>
    public IReadOnlyList<string> Excludes { get; init; } = [];

    /// <summary>Full paths of files and folders that are left out when they lie below the root: the repository, the history, locks.</summary>
    public IReadOnlyList<string> LeaveOuts { get; init; } = [];

    /// <summary>The paths below the root that alone are archived, with the folders above them; null for all. Nothing else is left out then.</summary>
    public IReadOnlyList<PathBytes>? Only { get; init; }

    /// <summary>Files that were written or changed after this moment are counted.</summary>
    public FileTime? ChangedAfter { get; init; }

    /// <summary>What it builds on; null for a full archive.</summary>
    public ArchiveParent? Parent { get; init; }

    /// <summary>Where the archive goes: a tar stream in independent zstd frames. Left open, and not synced.</summary>
    public required Stream Archive { get; init; }

    /// <summary>Where the index goes: JSON lines in zstd frames. Left open, and not synced.</summary>
    public required Stream Index { get; init; }

    /// <summary>The backup it belongs to, level and threads.</summary>
    public required ArchiveOptions Options { get; init; }

    /// <summary>Told a few times a second, in bytes.</summary>
    public IProgress<OperationProgress>? Progress { get; init; }
}
