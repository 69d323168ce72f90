namespace SysOps.Backups;

/// <summary>What became of one component when a backup was tested.</summary>
public sealed record BackupComponentTest
{
    public required string Name { get; init; }

    public required BackupComponentKind Kind { get; init; }

    public required BackupTestOutcome Result { get; init; }

    /// <summary>How much of it was looked at, 0–100.</summary>
    public double TestedPercent { get; init; }

    /// <summary>Entries whose content and metadata were compared with the index.</summary>
    public long EntryCount { get; init; }

    /// <summary>What a drill took to restore it, comparison included; null without one.</summary>
    public TimeSpan? RestoreDuration { get; init; }

    public TimeSpan Duration { get; init; }

    /// <inheritdoc />
    public override string ToString() => Name;
}
