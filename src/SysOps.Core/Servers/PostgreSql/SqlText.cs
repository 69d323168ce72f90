namespace SysOps.Servers.PostgreSql;

/// <summary>Names and texts as they stand in a statement where no parameter may.</summary>
public static class SqlText
{
    public static string Identifier(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>"schema"."name".</summary>
    public static string Identifier(string schema, string name) => $"{Identifier(schema)}.{Identifier(name)}";

    /// <summary>Right with standard_conforming_strings on or off.</summary>
    public static string Literal(string text)
    {
        string quoted = text.Replace("'", "''", StringComparison.Ordinal);
        return text.Contains('\\', StringComparison.Ordinal) ? $"E'{quoted.Replace("\\", @"\\", StringComparison.Ordinal)}'" : $"'{quoted}'";
    }

    /// <summary>A libpq connection string that names a database and nothing else: as a bare name, one with "=" would be read as such a string.</summary>
    public static string ConnectionInfo(string database) =>
        $"dbname='{database.Replace("\\", @"\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'";
}
