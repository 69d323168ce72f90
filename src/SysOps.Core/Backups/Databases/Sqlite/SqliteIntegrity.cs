using System.Globalization;
using SQLitePCL;

namespace SysOps.Backups.Databases.Sqlite;

/// <summary>What is in a SQLite file, and whether it is whole.</summary>
internal static class SqliteIntegrity
{
    /// <exception cref="SysOpsException">DatabaseDumpCorrupt: what PRAGMA integrity_check finds.</exception>
    public static void Check(SqliteFileConnection database, CancellationToken cancellationToken)
    {
        using CancellationTokenRegistration interrupt = cancellationToken.UnsafeRegister(static handle => raw.sqlite3_interrupt((sqlite3)handle!), database.Handle);
        IReadOnlyList<string> findings = database.Texts("PRAGMA integrity_check(20)");
        if (findings is not ["ok"])
        {
            throw new SysOpsException(ErrorCatalogue.DatabaseDumpCorrupt, $"The copy '{database.Path}' fails PRAGMA integrity_check: {string.Join("; ", findings)}", "The database itself is damaged: restore it from an earlier backup, or save what is left by 'sqlite3 file .recover'.", database.Path);
        }
    }

    /// <summary>The rows of every ordinary table; virtual ones may need modules that are not here.</summary>
    public static IReadOnlyList<SqliteTableFacts> Tables(SqliteFileConnection database) =>
    [
        .. database.Texts("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'shadow') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name")
            .Select(name => new SqliteTableFacts { Name = name, Rows = database.Number($"SELECT count(*) FROM \"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"") }),
    ];

    /// <summary>What differs from the description; null when nothing does.</summary>
    public static string? Difference(SqliteFileConnection database, SqliteDumpSummary dump)
    {
        IReadOnlyList<SqliteTableFacts> tables = Tables(database);
        string[] differences =
        [
            .. dump.Tables.Except(tables).Select(table => string.Create(CultureInfo.InvariantCulture, $"{table.Name} has not the {table.Rows} rows that were copied")),
            .. tables.Select(table => table.Name).Except(dump.Tables.Select(table => table.Name), StringComparer.Ordinal).Select(name => $"{name} was not copied"),
        ];
        return differences.Length == 0 ? null : string.Join("; ", differences);
    }
}
