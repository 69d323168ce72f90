namespace SysOps.Backups.Databases.Sqlite;

/// <summary>How many rows a table of SQLite held.</summary>
public sealed record SqliteTableFacts
{
    public required string Name { get; init; }

    public required long Rows { get; init; }
}
