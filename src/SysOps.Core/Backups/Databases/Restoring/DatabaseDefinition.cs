using System.Globalization;
using SysOps.Backups.Databases.Facts;
using SysOps.Servers.PostgreSql;

namespace SysOps.Backups.Databases.Restoring;

/// <summary>The statements that make a database as the facts describe it. pg_restore could say them too, but only under the old name.</summary>
public static class DatabaseDefinition
{
    // What ALTER DATABASE takes as a list of names; pg_dump knows the same ones (variable_is_guc_list_quote in its dumputils.c).
    private static readonly string[] Lists = ["local_preload_libraries", "search_path", "session_preload_libraries", "shared_preload_libraries", "temp_tablespaces", "unix_socket_directories"];

    public static string Create(string name, DatabaseFacts facts, bool noOwner, int major)
    {
        DatabaseLocale locale = facts.Locale;
        List<string> options = [$"TEMPLATE = template0 ENCODING = {SqlText.Literal(locale.Encoding)} LC_COLLATE = {SqlText.Literal(locale.Collate)} LC_CTYPE = {SqlText.Literal(locale.CType)}"];
        if (major >= 15)
        {
            options.Add($"LOCALE_PROVIDER = {locale.Provider}");
        }

        if (locale.Locale is not null && locale.Provider is not "libc")
        {
            options.Add($"{(locale.Provider is "icu" ? "ICU_LOCALE" : "BUILTIN_LOCALE")} = {SqlText.Literal(locale.Locale)}");
        }

        if (locale.IcuRules is not null)
        {
            options.Add($"ICU_RULES = {SqlText.Literal(locale.IcuRules)}");
        }

        if (!noOwner)
        {
            options.Add($"OWNER = {SqlText.Identifier(facts.Owner)} TABLESPACE = {SqlText.Identifier(facts.Tablespace)}");
        }

        return $"CREATE DATABASE {SqlText.Identifier(name)} WITH {string.Join(' ', options)}";
    }

    /// <summary>Before its content comes: functions may need the settings.</summary>
    public static IEnumerable<string> Settings(string name, DatabaseFacts facts, bool noOwner) =>
        facts.Settings.Where(setting => setting.Role is null || !noOwner).Select(setting =>
            $"ALTER {(setting.Role is null ? "" : $"ROLE {SqlText.Identifier(setting.Role)} IN ")}DATABASE {SqlText.Identifier(name)} SET {SqlText.Identifier(setting.Name)} TO {Value(setting)}");

    /// <summary>After it: limits and grants could lock the restore itself out.</summary>
    public static IEnumerable<string> Closing(string name, DatabaseFacts facts, bool noOwner)
    {
        string database = SqlText.Identifier(name);
        yield return string.Create(CultureInfo.InvariantCulture, $"ALTER DATABASE {database} WITH CONNECTION LIMIT {facts.ConnectionLimit} IS_TEMPLATE {(facts.IsTemplate ? "true" : "false")}");
        if (facts.Grants is null || noOwner)
        {
            yield break;
        }

        yield return $"REVOKE ALL ON DATABASE {database} FROM PUBLIC, {SqlText.Identifier(facts.Owner)}";
        foreach (DatabaseGrant grant in InOrder(facts))
        {
            string grantee = grant.Grantee is null ? "PUBLIC" : SqlText.Identifier(grant.Grantee);
            string statement = $"GRANT {grant.Privilege} ON DATABASE {database} TO {grantee}{(grant.IsGrantable ? " WITH GRANT OPTION" : "")}";

            // Who grants is recorded, and takes it back with CASCADE.
            yield return grant.Grantor == facts.Owner ? statement : $"SET ROLE {SqlText.Identifier(grant.Grantor)}; {statement}; RESET ROLE";
        }
    }

    // One can grant only what one was granted before.
    private static IEnumerable<DatabaseGrant> InOrder(DatabaseFacts facts)
    {
        List<DatabaseGrant> left = [.. facts.Grants!];
        HashSet<(string Role, string Privilege)> able = [.. left.Select(grant => (facts.Owner, grant.Privilege))];
        while (left.FindIndex(grant => able.Contains((grant.Grantor, grant.Privilege))) is var next and >= 0)
        {
            DatabaseGrant grant = left[next];
            left.RemoveAt(next);
            if (grant is { IsGrantable: true, Grantee: not null })
            {
                able.Add((grant.Grantee, grant.Privilege));
            }

            yield return grant;
        }
    }

    private static string Value(DatabaseSessionSetting setting) =>
        Lists.Contains(setting.Name, StringComparer.Ordinal) && setting.Value.Length > 0 ? string.Join(", ", NameList.Split(setting.Value).Select(SqlText.Literal)) : SqlText.Literal(setting.Value);
}
