using System.Text.Json.Serialization;
using SysOps.Files;

namespace SysOps.Backups.Restoring;

/// <summary>All renames that put one restored tree, or a set of files, in place. They happen on one file system.</summary>
public sealed record TreeSwap
{
    /// <summary>Full path of the folder that both the staging folder and the targets are below.</summary>
    public required string Root { get; init; }

    /// <summary>Name of the staging folder in <see cref="Root"/>.</summary>
    public required string Staging { get; init; }

    public required IReadOnlyList<SwapStep> Steps { get; init; }

    /// <summary>Full path of the folder that is exchanged as a whole, of whose content nothing may change before that; null where what is not restored stays in place anyway.</summary>
    public string? Target { get; init; }

    /// <summary>What <see cref="Target"/> held when the staging began.</summary>
    public string? TargetContent { get; init; }

    /// <summary>Full path that the old tree is kept at after the restore; null when it is removed.</summary>
    public string? Previous { get; init; }

    /// <summary>Where the new tree waits, and the old one afterwards: below <see cref="Root"/>.</summary>
    [JsonIgnore]
    public PathBytes StagedTree => PathBytes.Of($"{Staging}/new");

    /// <summary>The place of a path in <see cref="StagedTree"/>.</summary>
    public PathBytes StagedPathOf(PathBytes path) => path.IsRoot ? StagedTree : PathBytes.Of([.. StagedTree.Bytes, (byte)'/', .. path.Bytes]);
}
