namespace SysOps.Backups.Retention;

/// <summary>Whether one backup stays or goes, why, and what became of it.</summary>
public sealed record BackupRetentionDecision
{
    /// <summary>The backup's name.</summary>
    public required string Name { get; init; }

    public required RetentionVerdict Decision { get; init; }

    /// <summary>Why it stays, each rule that keeps it; or why it goes.</summary>
    public required IReadOnlyList<string> Reasons { get; init; }

    public required RetentionOutcome Outcome { get; init; }

    public required BackupStatus Status { get; init; }

    /// <summary>When it was begun, in local time.</summary>
    public required DateTime Created { get; init; }

    public required TimeSpan Age { get; init; }

    /// <summary>What it takes on the disk.</summary>
    public required long SizeBytes { get; init; }

    /// <summary>Full path of its folder.</summary>
    public required string Path { get; init; }

    /// <inheritdoc />
    public override string ToString() => Name;
}
