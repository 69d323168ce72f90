namespace SysOps.Backups.Components;

/// <summary>What a manifest says of the workspaces beyond their sizes.</summary>
public sealed record TreeFacts
{
    public const int CurrentVersion = 1;

    /// <summary>Of this description; one that is higher than <see cref="CurrentVersion"/> was written by a newer SysOps.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>The folder that was archived.</summary>
    public required string Root { get; init; }

    /// <summary>The patterns that were left out.</summary>
    public required IReadOnlyList<string> Excludes { get; init; }

    /// <summary>Entries by kind.</summary>
    public required IReadOnlyDictionary<string, long> Entries { get; init; }

    /// <summary>All problems; the manifest lists the first 10,000.</summary>
    public required long ProblemCount { get; init; }

    /// <summary>When it was begun, by the clock of the folder's file system, in seconds since 1970; null: nothing can build on it.</summary>
    public string? Started { get; init; }

    /// <summary>Files whose content is in an earlier backup.</summary>
    public long ReusedFiles { get; init; }

    public long ReusedBytes { get; init; }

    /// <summary>Files that were written or changed after the snapshot of the database; null when none was taken.</summary>
    public long? ChangedAfterSnapshot { get; init; }
}
