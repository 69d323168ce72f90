using SysOps.Backups.Archives.Reading;

namespace SysOps.Backups.Restoring.Trees;

/// <summary>A tree that is laid out and verified beside the live one, and the renames that put it in place.</summary>
public sealed record StagedTree
{
    public required TreeSwap Swap { get; init; }

    /// <summary>What was restored from the backup, and what could not be.</summary>
    public required TreeExtractSummary Extracted { get; init; }
}
