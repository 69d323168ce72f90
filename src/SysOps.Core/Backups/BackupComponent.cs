namespace SysOps.Backups;

/// <summary>One part of a backup, as users see it.</summary>
public sealed record BackupComponent
{
    public required string Name { get; init; }

    public required BackupComponentKind Kind { get; init; }

    public required BackupStatus Status { get; init; }

    /// <summary>What was read: all files of the tree, or the database's dump.</summary>
    public required long SizeBytes { get; init; }

    /// <summary>What it takes in this backup; of an incremental one only what changed.</summary>
    public required long StoredBytes { get; init; }

    /// <summary>Files of the tree; tables of a database.</summary>
    public required long FileCount { get; init; }

    public required TimeSpan Duration { get; init; }

    /// <inheritdoc />
    public override string ToString() => Name;
}
