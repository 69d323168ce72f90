namespace SysOps.Backups.Restoring;

/// <summary>All renames that put one restored tree, or a set of files, in place. They happen on one file system.</summary>
public sealed record TreeSwap
{
    /// <summary>Full path of the folder that both the staging folder and the targets are below.</summary>
    public required string Root { get; init; }

    /// <summary>Name of the staging folder in <see cref="Root"/>.</summary>
    public required string Staging { get; init; }

    public required IReadOnlyList<SwapStep> Steps { get; init; }

    /// <summary>Full path that the old tree is kept at after the restore; null when what is left in the staging folder is removed.</summary>
    public string? Previous { get; init; }
}
