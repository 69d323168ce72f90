using Npgsql;
using SysOps.Files;
using SysOps.Servers.PostgreSql;

namespace SysOps.Health.Databases;

/// <summary>What is asked of a server on its own, because it may be slow, forbidden, or elsewhere.</summary>
internal static class PostgreSqlExtras
{
    /// <summary>Counting the files of a large database takes its time; the rest must not wait for it.</summary>
    public static readonly TimeSpan SizeLimit = TimeSpan.FromSeconds(1);

    // An index that is being built, or rebuilt concurrently, is invalid until it is done.
    private const string InvalidIndexes = """
        SELECT coalesce(string_agg(i.indexrelid::regclass::text, chr(10) ORDER BY i.indexrelid), '')
        FROM pg_index i
        WHERE NOT i.indisvalid
          AND NOT EXISTS (SELECT FROM pg_stat_progress_create_index p WHERE p.index_relid = i.indexrelid)
          AND NOT EXISTS (SELECT FROM pg_inherits h JOIN pg_class c ON c.oid = h.inhparent WHERE h.inhparent = i.indexrelid AND c.relkind = 'I')
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
            : dataFolder is null ? $"'{endpoint.UserName}' may not see data_directory; GRANT pg_read_all_settings TO \"{endpoint.UserName}\" lets it"
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

    private static string FirstText(NpgsqlDataReader reader) => reader.GetString(0);
}
