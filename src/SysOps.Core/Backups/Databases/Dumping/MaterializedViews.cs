using SysOps.Backups.Databases.Facts;
using SysOps.Servers.PostgreSql;

namespace SysOps.Backups.Databases.Dumping;

/// <summary>The materialised views of a database.</summary>
internal static class MaterializedViews
{
    /// <summary>Definitions are comparable only when the search path of the session is empty.</summary>
    public static Task<IReadOnlyList<MaterializedViewFacts>> ReadAsync(PostgreSqlDatabase database, CancellationToken cancellationToken) => database.ReadAsync(
        """
        SELECT nspname, relname, pg_catalog.pg_get_viewdef(c.oid), relispopulated
        FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = relnamespace WHERE relkind = 'm' ORDER BY nspname, relname
        """,
        reader => new MaterializedViewFacts { Schema = reader.GetString(0), Name = reader.GetString(1), Definition = reader.GetString(2), IsPopulated = reader.GetBoolean(3) },
        cancellationToken);
}
