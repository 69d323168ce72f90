using Npgsql;
using SysOps.Backups.Databases.Facts;
using SysOps.Servers.PostgreSql;

namespace SysOps.Backups.Databases.Dumping;

/// <summary>Reads what belongs to a database and does not stand in its dump.</summary>
internal static class FactsReader
{
    public static async Task<DatabaseFacts> ReadAsync(PostgreSqlDatabase database, CancellationToken cancellationToken)
    {
        DatabaseFacts facts = await database.SingleAsync(Query(database.ServerMajor), reader => Read(reader, database.ServerMajor), cancellationToken).ConfigureAwait(false);
        return facts with
        {
            Grants = facts.Grants is null ? null : await GrantsAsync(database, cancellationToken).ConfigureAwait(false),
            Settings = await SettingsAsync(database, cancellationToken).ConfigureAwait(false),
            Extensions = await database.ReadAsync(
                "SELECT extname, extversion, nspname FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_namespace n ON n.oid = extnamespace ORDER BY extname",
                reader => new ExtensionFacts { Name = reader.GetString(0), Version = reader.GetString(1), Schema = reader.GetString(2) },
                cancellationToken).ConfigureAwait(false),
            Roles = await database.ReadAsync(RolesQuery, reader => reader.GetString(0), cancellationToken).ConfigureAwait(false),
            Tablespaces = await database.ReadAsync(TablespacesQuery, reader => reader.GetString(0), cancellationToken).ConfigureAwait(false),
        };
    }

    // Owners, grantees and roles of policies and of settings; the bootstrap superuser is never recorded as one, and is the owner of what is found by name.
    private const string RolesQuery =
        """
        SELECT rolname FROM pg_catalog.pg_roles WHERE oid IN (
          SELECT refobjid FROM pg_catalog.pg_shdepend WHERE refclassid = 'pg_catalog.pg_authid'::pg_catalog.regclass
            AND (dbid = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
              OR (classid = 'pg_catalog.pg_database'::pg_catalog.regclass AND objid = (SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())))
          UNION SELECT datdba FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()
          UNION SELECT setrole FROM pg_catalog.pg_db_role_setting s JOIN pg_catalog.pg_database d ON d.oid = s.setdatabase WHERE datname = pg_catalog.current_database()
          UNION SELECT relowner FROM pg_catalog.pg_class WHERE oid >= 16384
          UNION SELECT nspowner FROM pg_catalog.pg_namespace WHERE oid >= 16384
          UNION SELECT proowner FROM pg_catalog.pg_proc WHERE oid >= 16384)
        ORDER BY rolname
        """;

    private const string TablespacesQuery =
        """
        SELECT spcname FROM pg_catalog.pg_tablespace WHERE spcname NOT IN ('pg_default', 'pg_global') AND oid IN (
          SELECT reltablespace FROM pg_catalog.pg_class UNION SELECT dattablespace FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database())
        ORDER BY spcname
        """;

    /// <summary>The names of the columns follow the version: ICU came with 15, its rules with 16, the builtin provider with 17.</summary>
    private static string Query(int major) =>
        $"""
        SELECT datname, pg_catalog.current_setting('server_version'), pg_catalog.now(), pg_catalog.pg_database_size(d.oid), pg_catalog.pg_get_userbyid(datdba), pg_catalog.shobj_description(d.oid, 'pg_database'),
          datconnlimit, datallowconn, datistemplate, spcname, pg_catalog.pg_encoding_to_char(encoding), datcollate::text, datctype::text, datacl IS NOT NULL,
          CASE WHEN pg_catalog.pg_is_in_recovery() THEN pg_catalog.pg_last_wal_replay_lsn() ELSE pg_catalog.pg_current_wal_lsn() END::text,
          {(major >= 15 ? "datlocprovider::text" : "'c'")}, {(major >= 17 ? "datlocale" : major >= 15 ? "daticulocale" : "NULL::text")},
          {(major >= 16 ? "daticurules" : "NULL::text")}, {(major >= 15 ? "datcollversion" : "NULL::text")}
        FROM pg_catalog.pg_database d JOIN pg_catalog.pg_tablespace t ON t.oid = dattablespace WHERE datname = pg_catalog.current_database()
        """;

    private static DatabaseFacts Read(NpgsqlDataReader reader, int major) => new()
    {
        Name = reader.GetString(0),
        ServerVersion = reader.GetString(1),
        ServerMajor = major,
        SnapshotTime = reader.GetFieldValue<DateTimeOffset>(2),
        SizeBytes = reader.GetInt64(3),
        Owner = reader.GetString(4),
        Comment = Text(reader, 5),
        ConnectionLimit = reader.GetInt32(6),
        AllowsConnections = reader.GetBoolean(7),
        IsTemplate = reader.GetBoolean(8),
        Tablespace = reader.GetString(9),
        Grants = reader.GetBoolean(13) ? [] : null,
        Lsn = Text(reader, 14),
        Locale = new DatabaseLocale
        {
            Encoding = reader.GetString(10),
            Collate = reader.GetString(11),
            CType = reader.GetString(12),
            Provider = reader.GetString(15) switch { "i" => "icu", "b" => "builtin", _ => "libc" },
            Locale = Text(reader, 16),
            IcuRules = Text(reader, 17),
            CollationVersion = Text(reader, 18),
        },
    };

    private static Task<IReadOnlyList<DatabaseGrant>> GrantsAsync(PostgreSqlDatabase database, CancellationToken cancellationToken) => database.ReadAsync(
        """
        SELECT pg_catalog.pg_get_userbyid(grantor), CASE WHEN grantee = 0 THEN NULL ELSE pg_catalog.pg_get_userbyid(grantee) END, privilege_type, is_grantable
        FROM pg_catalog.pg_database, pg_catalog.aclexplode(datacl) WHERE datname = pg_catalog.current_database()
        """,
        reader => new DatabaseGrant { Grantor = reader.GetString(0), Grantee = Text(reader, 1), Privilege = reader.GetString(2), IsGrantable = reader.GetBoolean(3) },
        cancellationToken);

    private static Task<IReadOnlyList<DatabaseSessionSetting>> SettingsAsync(PostgreSqlDatabase database, CancellationToken cancellationToken) => database.ReadAsync(
        """
        SELECT CASE WHEN setrole = 0 THEN NULL ELSE pg_catalog.pg_get_userbyid(setrole) END, pg_catalog.split_part(entry, '=', 1), pg_catalog.substr(entry, pg_catalog.strpos(entry, '=') + 1)
        FROM pg_catalog.pg_db_role_setting s JOIN pg_catalog.pg_database d ON d.oid = s.setdatabase, pg_catalog.unnest(setconfig) WITH ORDINALITY AS c (entry, place)
        WHERE datname = pg_catalog.current_database() ORDER BY 1 NULLS FIRST, place
        """,
        reader => new DatabaseSessionSetting { Role = Text(reader, 0), Name = reader.GetString(1), Value = reader.GetString(2) },
        cancellationToken);

    private static string? Text(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
