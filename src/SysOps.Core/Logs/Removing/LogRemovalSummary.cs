namespace SysOps.Logs.Removing;

/// <summary>All that one run removed, in figures.</summary>
public sealed record LogRemovalSummary
{
    public required LogRemovalOutcome Outcome { get; init; }

    /// <summary>How many logs went.</summary>
    public required long Files { get; init; }

    /// <summary>How many folders were left empty and went.</summary>
    public required long Folders { get; init; }

    /// <summary>The lengths of the logs together.</summary>
    public required long FreedBytes { get; init; }

    /// <summary>How many could not be removed.</summary>
    public required long Failed { get; init; }

    public required TimeSpan Duration { get; init; }

    /// <inheritdoc />
    public override string ToString() => Settings.Size.Format(FreedBytes);
}
