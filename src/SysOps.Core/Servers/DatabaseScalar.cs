using System.Globalization;
using SysOps.Servers.PostgreSql;
using SysOps.Servers.Sqlite;
using SysOps.Settings;

namespace SysOps.Servers;

/// <summary>Asks the configured database, whatever it is, for one value.</summary>
public static class DatabaseScalar
{
    /// <summary>The first value of the first row as the provider gives it; null when there is none.</summary>
    /// <param name="settings">The database.</param>
    /// <param name="sql">One statement, which can only read.</param>
    /// <param name="secrets">Resolves the references of both.</param>
    /// <param name="limit">When to give up.</param>
    /// <param name="cancellationToken">Gives up at once.</param>
    /// <exception cref="SysOpsException">Why there is no answer.</exception>
    public static async Task<object?> ReadAsync(DatabaseSettings settings, SensitiveText sql, SecretResolver secrets, TimeSpan limit, CancellationToken cancellationToken)
    {
        string text = await secrets.ResolveAsync(sql, cancellationToken).ConfigureAwait(false);
        if (settings.Provider is DatabaseProvider.Sqlite)
        {
            using SqliteSession database = await SqliteSession.OpenAsync(settings, secrets, cancellationToken).ConfigureAwait(false);
            using var patience = new CancellationTokenSource(limit);
            return database.TryScalar(text, out string? value, patience.Token)
                ? value
                : throw new SysOpsException(ErrorCatalogue.DatabaseTimeout, string.Create(CultureInfo.InvariantCulture, $"'{database.Path}' did not answer the query within {limit.TotalSeconds:0.###} s."), "Look for a slow query.", database.Path);
        }

        IReadOnlyList<PostgreSqlEndpoint> endpoints = await PostgreSqlEndpoint.ResolveAsync(settings, secrets, cancellationToken).ConfigureAwait(false);
        PostgreSqlSession session = await PostgreSqlSession.OpenAsync(endpoints[0], limit, cancellationToken).ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            return await session.QueryAsync(text, limit, static reader => reader.IsDBNull(0) ? null : reader.GetValue(0), cancellationToken).ConfigureAwait(false);
        }
    }
}
