namespace SysOps.Backups.Databases.Archive;

/// <summary>One entry of the table of contents that pg_dump writes.</summary>
public sealed record ArchiveEntry
{
    public const string TableData = "TABLE DATA";
    public const string Sequence = "SEQUENCE";
    public const string SequenceSet = "SEQUENCE SET";

    public required int DumpId { get; init; }

    /// <summary>The OID of what is described; of table data the table's.</summary>
    public required uint ObjectId { get; init; }

    /// <summary>Such as "TABLE DATA".</summary>
    public required string Kind { get; init; }

    public required string? Definition { get; init; }

    /// <summary>COPY … FROM stdin, of table data.</summary>
    public required string? CopyStatement { get; init; }

    public required string? Owner { get; init; }

    public required string? Tablespace { get; init; }

    /// <summary>The dump ids of what must be there before.</summary>
    public required IReadOnlyList<int> Dependencies { get; init; }

    /// <summary>The data file; null where there is none.</summary>
    public required string? FileName { get; init; }
}
