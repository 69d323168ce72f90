using Npgsql;
using SysOps.Settings;

namespace SysOps.Servers.PostgreSql;

/// <summary>
/// The one server that a connection string leads to. A snapshot is known to the server that exported it alone, so every
/// further connection, of ours and of the programs we start, goes to the same host.
/// </summary>
public sealed class PinnedServer
{
    private PinnedServer(PostgreSqlEndpoint endpoint, Redactor redactor)
    {
        Endpoint = endpoint;
        Redactor = redactor;
    }

    public PostgreSqlEndpoint Endpoint { get; }

    /// <summary>Knows the secrets of the connection.</summary>
    public Redactor Redactor { get; }

    /// <summary>The database that the connection string names.</summary>
    public string Database => Endpoint.ToBuilder().Database ?? Endpoint.UserName;

    /// <summary>Tries the hosts in their order until one answers and is what Target Session Attributes asks for.</summary>
    /// <exception cref="SysOpsException">None does; the reason of the last.</exception>
    public static async Task<PinnedServer> FindAsync(DatabaseSettings settings, SecretResolver secrets, CancellationToken cancellationToken)
    {
        NpgsqlConnectionStringBuilder builder = PostgreSqlConnectionString.WithEnvironment(
            await PostgreSqlConnectionString.ResolveAsync(settings, secrets, cancellationToken).ConfigureAwait(false), Environment.GetEnvironmentVariable, secrets.Redactor);
        SessionTarget target = SessionTarget.Parse(builder.TargetSessionAttributes);
        PostgreSqlEndpoint? second = null;
        SysOpsException? reason = null;
        foreach (PostgreSqlEndpoint endpoint in PostgreSqlEndpoint.Of(builder))
        {
            try
            {
                if (await target.IsMetByAsync(endpoint, cancellationToken).ConfigureAwait(false))
                {
                    return new PinnedServer(endpoint, secrets.Redactor);
                }

                second ??= target.IsPreference ? endpoint : null;
                reason = new SysOpsException(ErrorCatalogue.DatabaseUnavailable, $"{endpoint.Name} is not what 'Target Session Attributes={target}' asks for.", "Name the right hosts in database.connectionString.", endpoint.Name);
            }
            catch (SysOpsException exception)
            {
                reason = exception;
            }
        }

        return second is null ? throw reason! : new PinnedServer(second, secrets.Redactor);
    }

    /// <summary>The same server with another database as its own.</summary>
    internal PinnedServer For(string database) => new(Endpoint.For(database), Redactor);

    /// <summary>Opens a connection to the database of the connection string, or to another one of the same server.</summary>
    public Task<PostgreSqlDatabase> OpenAsync(string? database, CancellationToken cancellationToken) => PostgreSqlDatabase.OpenAsync(Endpoint, database, cancellationToken);

    /// <summary>Opens a connection from which other databases can be created, renamed and dropped.</summary>
    /// <param name="otherThan">The database that is to be renamed, in which one must not be oneself.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="SysOpsException">DatabaseUnavailable, DatabaseDenied or DatabaseTimeout.</exception>
    public async Task<PostgreSqlDatabase> OpenMaintenanceAsync(string? otherThan, CancellationToken cancellationToken)
    {
        if (otherThan is "postgres")
        {
            return await OpenAsync("template1", cancellationToken).ConfigureAwait(false);
        }

        try
        {
            return await OpenAsync("postgres", cancellationToken).ConfigureAwait(false);
        }
        catch (SysOpsException exception) when (exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName })
        {
            return await OpenAsync("template1", cancellationToken).ConfigureAwait(false);
        }
    }
}
