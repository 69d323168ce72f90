namespace SysOps.Backups.Databases.Sqlite;

/// <summary>The part of a backup's manifest that describes a copy of a SQLite database.</summary>
public sealed record SqliteDumpSummary
{
    public const int CurrentVersion = 1;

    /// <summary>Of this description; one that is higher than <see cref="CurrentVersion"/> was written by a newer SysOps.</summary>
    public int Version { get; init; } = CurrentVersion;

    public required string LibraryVersion { get; init; }

    public required string Encoding { get; init; }

    public required int PageSize { get; init; }

    /// <summary>Such as wal or delete.</summary>
    public required string JournalMode { get; init; }

    public required long SizeBytes { get; init; }

    public required DateTimeOffset SnapshotTime { get; init; }

    public required TimeSpan Duration { get; init; }

    public required IReadOnlyList<SqliteTableFacts> Tables { get; init; }
}
