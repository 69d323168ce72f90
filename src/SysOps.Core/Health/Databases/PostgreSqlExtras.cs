using Npgsql;
using SysOps.Files;
using SysOps.Servers.PostgreSql;

namespace SysOps.Health.Databases;

/// <summary>What is asked of a server on its own, because it may be slow, forbidden, or elsewhere.</summary>
internal static class PostgreSqlExtras
{
    /// <summary>Counting the files of a large database takes its time; the rest must not wait for it.</summary>
    public static readonly TimeSpan SizeLimit = TimeSpan.FromSeconds(1);

    // An index that is being built, or rebuilt concurrently with its old one beside it, is invalid until it is done. Who may not
    // see other sessions sees no progress, but the lock that every concurrent build holds on its table. The index of
    // a partitioned table has no storage: it is invalid until each part has one.
    private const string InvalidIndexes = """
        SELECT coalesce(string_agg(i.indexrelid::regclass::text, chr(10) ORDER BY i.indexrelid), '')
        FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
        WHERE NOT i.indisvalid
          AND c.relkind = 'i'
          AND NOT EXISTS (SELECT FROM pg_stat_progress_create_index p WHERE p.index_relid = i.indexrelid OR (p.relid = i.indrelid AND p.command LIKE 'REINDEX%'))
          AND (pg_has_role(current_user, 'pg_read_all_stats', 'usage')
               OR NOT EXISTS (SELECT FROM pg_locks l JOIN pg_database d ON d.oid = l.database AND d.datname = current_database()
                              WHERE l.relation = i.indrelid AND l.mode = 'ShareUpdateExclusiveLock' AND l.granted))
        """;

    public static async Task<IReadOnlyList<string>> InvalidIndexesAsync(PostgreSqlSession session, TimeSpan limit, CancellationToken cancellationToken) =>
        (await session.QueryAsync(InvalidIndexes, limit, FirstText, cancellationToken).ConfigureAwait(false) ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries);

    public static async Task<long?> SizeAsync(PostgreSqlSession session, TimeSpan limit, CancellationToken cancellationToken) =>
        await session.QueryAsync("SELECT pg_database_size(current_database())", limit < SizeLimit ? limit : SizeLimit, static reader => (long?)reader.GetInt64(0), cancellationToken).ConfigureAwait(false);

    /// <summary>Adds the space of the volume with the data, where this machine is the server's and may look.</summary>
    public static PostgreSqlMetrics WithVolume(PostgreSqlMetrics metrics, PostgreSqlEndpoint endpoint, string? dataFolder)
    {
        string? unknown = !endpoint.IsLocal ? "the server is on another machine"
            : !OperatingSystem.IsLinux() ? "it is read on Linux only"
            : dataFolder is null ? $"'{endpoint.UserName}' may not see data_directory; GRANT pg_monitor TO {Quote(endpoint.UserName)} lets it"
            : !Path.Exists(dataFolder) ? $"'{dataFolder}' cannot be seen from here"
            : null;
        if (unknown is not null || !OperatingSystem.IsLinux())
        {
            return metrics with { VolumeUnknown = unknown };
        }

        try
        {
            FileSystemUsage usage = FileSystemUsage.Of(dataFolder!);
            return metrics with { FreeBytes = usage.AvailableBytes, VolumeUsedPercent = usage.UsedPercent };
        }
        catch (IOException exception)
        {
            return metrics with { VolumeUnknown = exception.Message };
        }
    }

    /// <summary>A name as SQL wants it.</summary>
    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string FirstText(NpgsqlDataReader reader) => reader.GetString(0);
}
