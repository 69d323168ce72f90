namespace SysOps.Backups.Restoring;

/// <summary>What a restore has done.</summary>
public sealed record RestoreResult
{
    /// <summary>The backup's name.</summary>
    public required string Backup { get; init; }

    public required RestoreOutcome Outcome { get; init; }

    public IReadOnlyList<RestoreResultItem> Items { get; init; } = [];

    public required TimeSpan Duration { get; init; }

    /// <summary>Where what was replaced is kept.</summary>
    public IReadOnlyList<string> Previous { get; init; } = [];

    public IReadOnlyList<RestoreProblem> Problems { get; init; } = [];

    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <inheritdoc />
    public override string ToString() => $"{Backup}: {Outcome}";
}
