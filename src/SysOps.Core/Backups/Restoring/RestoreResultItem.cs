namespace SysOps.Backups.Restoring;

/// <summary>What became of one component.</summary>
public sealed record RestoreResultItem
{
    public required string Name { get; init; }

    public required BackupComponentKind Kind { get; init; }

    public required RestoreOutcome Outcome { get; init; }

    public required string Target { get; init; }

    /// <summary>Where what was replaced is kept; empty when there was nothing, or it was removed.</summary>
    public IReadOnlyList<string> Previous { get; init; } = [];

    public required long Created { get; init; }

    public required long Overwritten { get; init; }

    public required long Replaced { get; init; }

    public required long Deleted { get; init; }

    public required long WrittenBytes { get; init; }

    /// <summary>Until it was staged and verified; the swaps come after all of them.</summary>
    public required TimeSpan Duration { get; init; }

    public IReadOnlyList<RestoreProblem> Problems { get; init; } = [];

    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <inheritdoc />
    public override string ToString() => $"{Name}: {Outcome}";
}
