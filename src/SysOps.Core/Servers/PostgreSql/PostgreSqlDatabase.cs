using Npgsql;

namespace SysOps.Servers.PostgreSql;

/// <summary>One connection to one database that may do what its user may: for backups and restores. Every error says what to do.</summary>
public sealed class PostgreSqlDatabase : IAsyncDisposable
{
    private readonly PostgreSqlEndpoint _endpoint;
    private readonly NpgsqlDataSource _source;
    private readonly NpgsqlConnection _connection;

    private PostgreSqlDatabase(PostgreSqlEndpoint endpoint, NpgsqlDataSource source, NpgsqlConnection connection)
    {
        _endpoint = endpoint;
        _source = source;
        _connection = connection;
    }

    public string Name => _connection.Database;

    /// <summary>The number of the major version.</summary>
    public int ServerMajor => _connection.PostgreSqlVersion.Major;

    /// <param name="endpoint">The server.</param>
    /// <param name="database">Another database than the one that the connection string names.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SysOpsException">DatabaseUnavailable, DatabaseDenied or DatabaseTimeout.</exception>
    public static async Task<PostgreSqlDatabase> OpenAsync(PostgreSqlEndpoint endpoint, string? database, CancellationToken cancellationToken)
    {
        NpgsqlConnectionStringBuilder builder = endpoint.ToBuilder();
        builder.Database = database ?? builder.Database;
        NpgsqlDataSource source = new NpgsqlSlimDataSourceBuilder(builder.ConnectionString).EnableTransportSecurity().EnableIntegratedSecurity().EnableArrays().Build();
        try
        {
            return new PostgreSqlDatabase(endpoint, source, await source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false));
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

    /// <summary>Runs one or more statements.</summary>
    public Task ExecuteAsync(string sql, CancellationToken cancellationToken, params object[] values) =>
        GuardAsync(
            async () =>
            {
                NpgsqlCommand command = Command(sql, values);
                await using (command.ConfigureAwait(false))
                {
                    return await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
                }
            },
            cancellationToken);

    /// <summary>All rows of a query; its parameters are $1, $2 ….</summary>
    public Task<IReadOnlyList<T>> ReadAsync<T>(string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken, params object[] values) =>
        GuardAsync(() => RowsAsync(sql, read, values, cancellationToken), cancellationToken);

    /// <summary>The only row of a query.</summary>
    public async Task<T> SingleAsync<T>(string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken, params object[] values) =>
        (await ReadAsync(sql, read, cancellationToken, values).ConfigureAwait(false)).Single();

    /// <summary>Reads what COPY … TO STDOUT in text sends, as the bytes that the server sends.</summary>
    public Task CopyOutAsync(string sql, Action<ReadOnlySpan<byte>> take, CancellationToken cancellationToken) =>
        GuardAsync(
            async () =>
            {
                NpgsqlCopyTextReader reader = await _connection.BeginTextExportAsync(sql, cancellationToken).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    byte[] buffer = new byte[1 << 16];
                    int read;
                    while ((read = await reader.BaseStream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
                    {
                        take(buffer.AsSpan(0, read));
                    }

                    return read;
                }
            },
            cancellationToken);

    private async Task<IReadOnlyList<T>> RowsAsync<T>(string sql, Func<NpgsqlDataReader, T> read, object[] values, CancellationToken cancellationToken)
    {
        NpgsqlCommand command = Command(sql, values);
        await using (command.ConfigureAwait(false))
        {
            NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                List<T> rows = [];
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    rows.Add(read(reader));
                }

                return rows;
            }
        }
    }

    private NpgsqlCommand Command(string sql, object[] values)
    {
        var command = new NpgsqlCommand(sql, _connection);
        foreach (object value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command;
    }

    private async Task<T> GuardAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            return await work().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is NpgsqlException or InvalidOperationException or IOException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw PostgreSqlErrors.Describe(exception, _endpoint);
        }
    }
}
