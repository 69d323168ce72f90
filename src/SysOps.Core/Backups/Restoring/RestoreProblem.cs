namespace SysOps.Backups.Restoring;

/// <summary>One entry that is not restored as it was archived, and why.</summary>
public sealed record RestoreProblem
{
    /// <summary>The component's name.</summary>
    public required string Item { get; init; }

    /// <summary>Control characters and what is not UTF-8 are escaped.</summary>
    public required string Path { get; init; }

    public required string Reason { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{Item}: {Path}: {Reason}";
}
