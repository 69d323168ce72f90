using System.Globalization;
using SysOps.Servers.PostgreSql;

namespace SysOps.Backups.Databases.Restoring;

/// <summary>
/// Scratch databases are known by their name together with their comment, so that none that merely looks alike is dropped. Whoever restores stays
/// connected to its own, so that one without a session is one that a killed process left.
/// </summary>
public static class ScratchDatabases
{
    private const string Mark = "SysOps restores ";
    private const string Since = " since ";

    /// <summary>The comment that tells a scratch database.</summary>
    internal static string CommentOf(string database, DateTimeOffset now) => $"{Mark}{database}{Since}{now:u}";

    public static async Task<IReadOnlyList<ScratchDatabase>> ListAsync(PinnedServer server, CancellationToken cancellationToken)
    {
        PostgreSqlDatabase maintenance = await server.OpenMaintenanceAsync(null, cancellationToken).ConfigureAwait(false);
        await using (maintenance.ConfigureAwait(false))
        {
            IReadOnlyList<ScratchDatabase> marked = await maintenance.ReadAsync(
                """
                SELECT datname, pg_catalog.shobj_description(oid, 'pg_database'), EXISTS (SELECT FROM pg_catalog.pg_stat_activity a WHERE a.datid = d.oid AND a.backend_type = 'client backend')
                FROM pg_catalog.pg_database d WHERE pg_catalog.starts_with(pg_catalog.shobj_description(oid, 'pg_database'), $1) ORDER BY datname
                """,
                reader => new ScratchDatabase { Name = reader.GetString(0), Description = reader.GetString(1), IsInUse = reader.GetBoolean(2) },
                cancellationToken,
                Mark).ConfigureAwait(false);
            return [.. marked.Where(database => DatabaseNames.IsScratch(database.Name))];
        }
    }

    /// <summary>Drops those that nobody uses, and returns them.</summary>
    /// <param name="server">The server.</param>
    /// <param name="kept">Names of those that the journal of a restore knows: it will bring them to their end.</param>
    /// <param name="madeBefore">Younger ones may wait for the swap of a restore that another user or machine carries out, whose journal is not seen here.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<IReadOnlyList<ScratchDatabase>> RemoveLeftOversAsync(PinnedServer server, IReadOnlyCollection<string> kept, DateTimeOffset madeBefore, CancellationToken cancellationToken)
    {
        IReadOnlyList<ScratchDatabase> left = [.. (await ListAsync(server, cancellationToken).ConfigureAwait(false)).Where(database => !database.IsInUse && MadeAt(database) < madeBefore && !kept.Contains(database.Name, StringComparer.Ordinal))];
        PostgreSqlDatabase maintenance = await server.OpenMaintenanceAsync(null, cancellationToken).ConfigureAwait(false);
        await using (maintenance.ConfigureAwait(false))
        {
            foreach (ScratchDatabase database in left)
            {
                // Not by force: one that came into use since is refused by the server.
                await maintenance.ExecuteAsync($"DROP DATABASE IF EXISTS {SqlText.Identifier(database.Name)}", cancellationToken).ConfigureAwait(false);
            }
        }

        return left;
    }

    // One whose comment does not tell is left alone.
    private static DateTimeOffset MadeAt(ScratchDatabase database) =>
        database.Description.LastIndexOf(Since, StringComparison.Ordinal) is >= 0 and int at
        && DateTimeOffset.TryParse(database.Description.AsSpan(at + Since.Length), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset made) ? made : DateTimeOffset.MaxValue;

    internal static async Task CreateAsync(PostgreSqlDatabase maintenance, DatabaseRestorePlan plan, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await maintenance.ExecuteAsync(DatabaseDefinition.Create(plan.ScratchName, plan.Dump.Database, plan.NoOwner, maintenance.ServerMajor), cancellationToken).ConfigureAwait(false);
        await maintenance.ExecuteAsync($"COMMENT ON DATABASE {SqlText.Identifier(plan.ScratchName)} IS {SqlText.Literal(CommentOf(plan.DatabaseName, now))}", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Drops one's own, whoever is connected.</summary>
    internal static async Task DropAsync(PostgreSqlDatabase maintenance, string name, CancellationToken cancellationToken)
    {
        string database = SqlText.Identifier(name);
        await maintenance.ExecuteAsync($"ALTER DATABASE {database} IS_TEMPLATE false", cancellationToken).ConfigureAwait(false);
        await maintenance.ExecuteAsync(maintenance.ServerMajor >= 13 ? $"DROP DATABASE {database} WITH (FORCE)" : $"DROP DATABASE {database}", cancellationToken).ConfigureAwait(false);
    }
}
