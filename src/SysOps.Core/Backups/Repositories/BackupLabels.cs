namespace SysOps.Backups.Repositories;

/// <summary>What may be changed of a backup after it was made: <c>labels.json</c>, outside its sums.</summary>
public sealed record BackupLabels
{
    public static BackupLabels None { get; } = new();

    /// <summary>Kept whatever the retention policy says.</summary>
    public bool Pinned { get; init; }

    // Of a file without them the reader makes null, whatever the default is.
    public IReadOnlyList<string> Tags { get; init => field = value ?? []; } = [];

    public string? Description { get; init; }
}
