using SysOps.Files;

namespace SysOps.Backups.Archives.Writing;

/// <summary>The backup that an archive builds on: what has not changed since is not stored again, and the index tells in which earlier archive it is.</summary>
public sealed record ArchiveParent
{
    /// <summary>Its index; left open.</summary>
    public required ArchiveBytes Index { get; init; }

    /// <summary>When it was begun, by the clock of the tree's file system (<see cref="TreeArchiveSummary.Started"/>).</summary>
    public required FileTime Started { get; init; }

    /// <summary>Which share of the files that seem unchanged is read all the same, from 0 to 1: writers of mapped files can go unnoticed.</summary>
    public double RereadShare { get; init; } = 0.02;

    /// <summary>Chooses those.</summary>
    public Random Random { get; init; } = new();

    /// <summary>Where the paths go that the parent has and this tree has not, or as another kind of thing: each ended by a zero, what is in a folder before the folder. Left open.</summary>
    public required Stream Removed { get; init; }
}
