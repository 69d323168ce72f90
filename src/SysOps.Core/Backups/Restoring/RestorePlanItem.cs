namespace SysOps.Backups.Restoring;

/// <summary>What a restore would do with one component.</summary>
public sealed record RestorePlanItem
{
    public required string Name { get; init; }

    public required BackupComponentKind Kind { get; init; }

    public required RestoreMethod Method { get; init; }

    /// <summary>What is restored to: a folder, a database with its server, a file.</summary>
    public required string Target { get; init; }

    /// <summary>How many entries of the backup were asked for, whatever is done with them; of a database 1.</summary>
    public long Matched { get; init; } = 1;

    /// <summary>How many files, folders and other entries would be made; of a database, tables.</summary>
    public long Created { get; init; }

    public long Overwritten { get; init; }

    /// <summary>Those that take the place of something of another kind.</summary>
    public long Replaced { get; init; }

    public long Deleted { get; init; }

    public long Kept { get; init; }

    public long Refused { get; init; }

    public long WrittenBytes { get; init; }

    /// <summary>Of what would be overwritten, replaced or deleted.</summary>
    public long LostBytes { get; init; }

    /// <summary>What must be free where it is staged.</summary>
    public long NeededBytes { get; init; }

    /// <summary>What is free there; null when that cannot be told.</summary>
    public long? FreeBytes { get; init; }

    /// <summary>What is replaced is kept here afterwards; null when there is nothing, or it is removed.</summary>
    public string? Previous { get; init; }

    /// <summary>What is overwritten, replaced, deleted or refused before what is created; the first 10,000.</summary>
    public IReadOnlyList<RestorePlanEntry> Entries { get; init; } = [];

    public IReadOnlyList<string> Refusals { get; init; } = [];

    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>Changes when what is restored to does.</summary>
    public string Fingerprint { get; init; } = "";

    /// <inheritdoc />
    public override string ToString() => $"{Name} to {Target}";
}
