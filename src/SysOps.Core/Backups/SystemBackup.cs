namespace SysOps.Backups;

/// <summary>One backup of a system. Of a damaged one only the name, the time in it, the path and the reason are known.</summary>
public sealed record SystemBackup
{
    /// <summary>Its folder's name, such as <c>20261123T201530.123Z-7f3a</c>.</summary>
    public required string Name { get; init; }

    public Guid? Id { get; init; }

    public required BackupStatus Status { get; init; }

    /// <summary>When it was begun, in local time.</summary>
    public required DateTime Created { get; init; }

    public TimeSpan Duration { get; init; }

    public IReadOnlyList<BackupComponent> Components { get; init; } = [];

    /// <summary>What was read, of all components.</summary>
    public long SizeBytes { get; init; }

    /// <summary>What this backup takes on the disk.</summary>
    public long StoredBytes { get; init; }

    public long FileCount { get; init; }

    /// <summary>The order in which backups were made, whatever the clocks said.</summary>
    public long? Sequence { get; init; }

    /// <summary>Of its manifest, in lower-case hexadecimal digits: it stands for all that the backup holds. Null of one that is damaged or planned.</summary>
    public string? ManifestSha256 { get; init; }

    /// <summary>The name of the backup that this one builds on; null for a full one.</summary>
    public string? Parent { get; init; }

    /// <summary>Of the manifest that the parent had then.</summary>
    public string? ParentManifestSha256 { get; init; }

    /// <summary>How many backups a restore needs: 1 for a full one.</summary>
    public int ChainLength { get; init; }

    public BackupConsistency? Consistency { get; init; }

    public string? SystemName { get; init; }

    public string? Environment { get; init; }

    /// <summary>The machine it was made on.</summary>
    public string? ComputerName { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public string? Description { get; init; }

    /// <summary>Whether it is kept whatever the retention policy says.</summary>
    public bool Pinned { get; init; }

    /// <summary>Whether it is damaged because the disk or its rights did not let its manifest be read: it may be sound all the same.</summary>
    public bool Unreadable { get; init; }

    /// <summary>Whether its labels cannot be read: it may be pinned, and Warnings say what is wrong.</summary>
    public bool LabelsDamaged { get; init; }

    /// <summary>Whether its verifications cannot be read: it may be the last good backup, and Warnings say what is wrong.</summary>
    public bool VerificationsDamaged { get; init; }

    /// <summary>When it was last found sound, in local time; null when it never was tested, or a test has failed since.</summary>
    public DateTime? Verified { get; init; }

    /// <summary>The strongest test that it has passed since one failed.</summary>
    public VerificationMethod? VerifiedBy { get; init; }

    /// <summary>When the last test found something, in local time; null when it did not.</summary>
    public DateTime? VerificationFailed { get; init; }

    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The files that are missing or not as they should be.</summary>
    public IReadOnlyList<BackupProblem> Problems { get; init; } = [];

    /// <summary>Why it is damaged.</summary>
    public string? Reason { get; init; }

    /// <summary>Full path of its folder.</summary>
    public required string Path { get; init; }

    /// <inheritdoc />
    public override string ToString() => Name;
}
