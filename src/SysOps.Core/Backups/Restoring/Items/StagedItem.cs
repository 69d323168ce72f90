namespace SysOps.Backups.Restoring.Items;

/// <summary>One component, laid out and verified.</summary>
internal sealed record StagedItem
{
    public required ItemSwaps Swaps { get; init; }

    public IReadOnlyList<RestoreProblem> Problems { get; init; } = [];

    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Bytes of what was restored.</summary>
    public required long WrittenBytes { get; init; }
}
