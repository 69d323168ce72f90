namespace SysOps.Backups.Retention;

/// <summary>What is to be known of a backup to decide whether it stays.</summary>
public sealed record RetentionCandidate
{
    public required string Name { get; init; }

    public required DateTimeOffset Created { get; init; }

    public required BackupStatus Status { get; init; }

    /// <summary>The name of the backup that this one builds on.</summary>
    public string? Parent { get; init; }

    /// <summary>What it is a backup of, such as <c>shop/Workspaces</c>: rules and guards hold for each by itself, as one never takes the place of another.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [""];

    /// <summary>Whether it could not be read, so that nobody knows what it builds on.</summary>
    public bool Unreadable { get; init; }

    public bool Pinned { get; init; }

    /// <summary>Whether its labels are damaged, so that nobody knows whether it is pinned.</summary>
    public bool LabelsDamaged { get; init; }

    /// <summary>Whether its verifications are damaged, so that nobody knows whether it is the last good one.</summary>
    public bool VerificationsDamaged { get; init; }

    /// <summary>Whether a restore that was interrupted names it.</summary>
    public bool InUse { get; init; }

    /// <summary>Whether all backups that it builds on are there and are what they were.</summary>
    public bool ChainIntact { get; init; } = true;

    /// <summary>Whether all of it was read and found sound, and no test has failed since.</summary>
    public bool Verified { get; init; }

    public long SizeBytes { get; init; }

    /// <summary>Full path of its folder.</summary>
    public required string Path { get; init; }

    /// <summary>Whether it can be restored, as far as its manifest and chain tell.</summary>
    public bool IsUsable => Status is BackupStatus.Complete or BackupStatus.Partial;

    public bool IsComplete => Status is BackupStatus.Complete && ChainIntact;

    /// <summary>The same decision has the same look, whoever makes it.</summary>
    internal BackupRetentionDecision Decide(RetentionVerdict decision, IReadOnlyList<string> reasons, RetentionOutcome outcome, DateTimeOffset now) => new()
    {
        Name = Name,
        Decision = decision,
        Reasons = reasons.ToArray(),
        Outcome = outcome,
        Status = Status,
        Created = Created.LocalDateTime,
        Age = now > Created ? now - Created : TimeSpan.Zero,
        SizeBytes = SizeBytes,
        Path = Path,
    };
}
