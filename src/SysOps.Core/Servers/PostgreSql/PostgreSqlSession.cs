using System.Globalization;
using Npgsql;

namespace SysOps.Servers.PostgreSql;

/// <summary>
/// One connection that can only read. Each query is a READ ONLY transaction of its own with its limits set inside:
/// behind a pooler a SET of the session would stay on a connection that the service gets next.
/// </summary>
public sealed class PostgreSqlSession : IAsyncDisposable
{
    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(1);

    private readonly NpgsqlDataSource _source;
    private readonly NpgsqlConnection _connection;

    private PostgreSqlSession(PostgreSqlEndpoint endpoint, NpgsqlDataSource source, NpgsqlConnection connection)
    {
        Endpoint = endpoint;
        _source = source;
        _connection = connection;
    }

    public PostgreSqlEndpoint Endpoint { get; }

    /// <param name="endpoint">The server.</param>
    /// <param name="limit">When to give up.</param>
    /// <param name="cancellationToken">Gives up at once.</param>
    /// <exception cref="SysOpsException">DatabaseUnavailable, DatabaseDenied or DatabaseTimeout: why the server cannot be used, and what to do.</exception>
    public static async Task<PostgreSqlSession> OpenAsync(PostgreSqlEndpoint endpoint, TimeSpan limit, CancellationToken cancellationToken)
    {
        NpgsqlDataSource source = endpoint.CreateDataSource(limit);
        try
        {
            if (endpoint.IsGreeted)
            {
                await PostgreSqlGreeting.WaitAsync(endpoint.Host, endpoint.Port, cancellationToken).ConfigureAwait(false);
            }

            return new PostgreSqlSession(endpoint, source, await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (Exception exception)
        {
            await source.DisposeAsync().ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
            throw PostgreSqlErrors.Describe(exception, endpoint);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync().ConfigureAwait(false);
        await _source.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>Runs one query and reads its first row.</summary>
    /// <param name="sql">One statement.</param>
    /// <param name="limit">When the server gives the query up.</param>
    /// <param name="read">Reads the first row; not called when there is none.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="SysOpsException">Why the query failed.</exception>
    public async Task<T?> QueryAsync<T>(string sql, TimeSpan limit, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        try
        {
            return await RunAsync(sql, limit, read, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is NpgsqlException or InvalidCastException or InvalidOperationException or IOException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await RollBackAsync(cancellationToken).ConfigureAwait(false);
            throw PostgreSqlErrors.Describe(exception, Endpoint);
        }
    }

    private async Task<T?> RunAsync<T>(string sql, TimeSpan limit, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        NpgsqlBatch batch = _connection.CreateBatch();
        await using (batch.ConfigureAwait(false))
        {
            foreach (string statement in (string[])["BEGIN READ ONLY", Set("statement_timeout", limit), Set("lock_timeout", LockTimeout), sql, "COMMIT"])
            {
                batch.BatchCommands.Add(new NpgsqlBatchCommand(statement));
            }

            NpgsqlDataReader reader = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                T? result = await reader.ReadAsync(cancellationToken).ConfigureAwait(false) ? read(reader) : default;
                while (await reader.NextResultAsync(cancellationToken).ConfigureAwait(false))
                {
                    // What follows the first result is read to its end, so that an error in it is seen.
                }

                return result;
            }
        }
    }

    private async Task RollBackAsync(CancellationToken cancellationToken)
    {
        if (_connection.State is not System.Data.ConnectionState.Open)
        {
            return;
        }

        NpgsqlCommand command = _connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.CommandText = "ROLLBACK";
            try
            {
                await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (NpgsqlException)
            {
                // The connection is lost; the query's own error, which is about to be told, says so.
                await _connection.CloseAsync().ConfigureAwait(false);
            }
        }
    }

    private static string Set(string setting, TimeSpan value) =>
        string.Create(CultureInfo.InvariantCulture, $"SET LOCAL {setting} = {Math.Max(1, (long)value.TotalMilliseconds)}");
}
