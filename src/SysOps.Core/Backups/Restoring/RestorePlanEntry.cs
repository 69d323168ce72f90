namespace SysOps.Backups.Restoring;

/// <summary>What a restore would do with one file, folder or other entry.</summary>
public sealed record RestorePlanEntry
{
    /// <summary>Below the item's target; control characters and what is not UTF-8 are escaped.</summary>
    public required string Path { get; init; }

    public required RestoreAction Action { get; init; }

    /// <summary>Of what the backup has; of a deletion, of what goes.</summary>
    public required long SizeBytes { get; init; }

    /// <summary>Null where the action says it all.</summary>
    public string? Reason { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{Action} {Path}";
}
