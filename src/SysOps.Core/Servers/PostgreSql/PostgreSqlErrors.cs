using System.Globalization;
using System.Net.Sockets;
using System.Security.Authentication;
using Npgsql;

namespace SysOps.Servers.PostgreSql;

/// <summary>What PostgreSQL and the way to it say, in words that tell what to do.</summary>
public static class PostgreSqlErrors
{
    public static SysOpsException Describe(Exception exception, PostgreSqlEndpoint endpoint)
    {
        if (exception is PostgresException answer)
        {
            return FromServer(answer, endpoint);
        }

        SocketException? socket = Inner<SocketException>(exception);
        if (socket is not null)
        {
            return FromNetwork(socket, exception, endpoint);
        }

        if (Inner<AuthenticationException>(exception) is { } tls)
        {
            return Unavailable($"TLS with {endpoint.Name} failed: {tls.Message}", "Check the server's certificate, and SSL Mode and Root Certificate of the connection string.", endpoint, exception);
        }

        // Npgsql gives neither a type nor a code to these two.
        if (exception.Message.StartsWith("No password has been provided", StringComparison.Ordinal))
        {
            return Denied($"{endpoint.Name} wants a password for '{endpoint.UserName}', and none is configured.", "Set database.password.", endpoint, exception);
        }

        if (exception.Message.StartsWith("SSL connection requested", StringComparison.Ordinal))
        {
            return Unavailable($"{endpoint.Name} does not speak TLS, which the connection string demands.", "Turn on ssl on the server, or change SSL Mode.", endpoint, exception);
        }

        return exception is NpgsqlException { IsTransient: true } || Inner<IOException>(exception) is not null
            ? Unavailable($"The connection to {endpoint.Name} broke: {exception.Message}", "See the server's log.", endpoint, exception)
            : Unavailable($"{endpoint.Name}: {exception.Message}", "See the server's log.", endpoint, exception);
    }

    /// <summary>A server that took the connection, or did not refuse it, and says nothing.</summary>
    public static SysOpsException Silent(PostgreSqlEndpoint endpoint, TimeSpan limit) =>
        new(ErrorCatalogue.DatabaseTimeout, string.Create(CultureInfo.InvariantCulture, $"{endpoint.Name} did not answer within {limit.TotalSeconds:0.###} s."), "Check that it runs, and firewalls.", endpoint.Name);

    private static SysOpsException FromServer(PostgresException answer, PostgreSqlEndpoint endpoint) => answer.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword => Denied($"{endpoint.Name} refused the password of '{endpoint.UserName}'.", "Check database.password and the user name.", endpoint, answer),
        PostgresErrorCodes.InvalidAuthorizationSpecification => Denied($"{endpoint.Name} does not let '{endpoint.UserName}' in: {answer.MessageText}.", answer.MessageText.Contains("no encryption", StringComparison.Ordinal) ? "It may want TLS: SSL Mode=Require; or check pg_hba.conf." : "Check the role and pg_hba.conf.", endpoint, answer),
        PostgresErrorCodes.InsufficientPrivilege => Denied($"{endpoint.Name}: {answer.MessageText}.", $"Grant it to '{endpoint.UserName}'.", endpoint, answer),
        PostgresErrorCodes.InvalidCatalogName => Unavailable($"{endpoint.Name}: {answer.MessageText}.", "Check the name of the database.", endpoint, answer),
        PostgresErrorCodes.TooManyConnections => Unavailable($"{endpoint.Name} takes no more connections: {answer.MessageText}.", "End idle sessions, use a pooler, or raise max_connections.", endpoint, answer),
        PostgresErrorCodes.CannotConnectNow => Unavailable($"{endpoint.Name} is not ready: {answer.MessageText}.", "It is starting, recovering or shutting down; see its log.", endpoint, answer),
        PostgresErrorCodes.QueryCanceled => new SysOpsException(ErrorCatalogue.DatabaseTimeout, $"{endpoint.Name} gave the query up: {answer.MessageText}.", "Look for locks and slow queries.", endpoint.Name, answer),
        PostgresErrorCodes.LockNotAvailable => new SysOpsException(ErrorCatalogue.DatabaseTimeout, $"{endpoint.Name}: a lock was not had within 1 s.", "Look for what holds it in pg_locks.", endpoint.Name, answer),
        _ => Unavailable($"{endpoint.Name}: {answer.MessageText} (SQLSTATE {answer.SqlState}).", "See the server's log.", endpoint, answer),
    };

    private static SysOpsException FromNetwork(SocketException socket, Exception exception, PostgreSqlEndpoint endpoint) => socket.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => Unavailable($"{endpoint.Name} refused the connection: nothing listens there.", "Start PostgreSQL, or check host and port.", endpoint, exception),
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => Unavailable($"The host name '{endpoint.Host}' cannot be resolved: {socket.Message}.", "Check the name and DNS.", endpoint, exception),
        SocketError.NetworkUnreachable or SocketError.HostUnreachable => Unavailable($"{endpoint.Name} cannot be reached: {socket.Message}.", "Check routes and firewalls.", endpoint, exception),
        _ => Unavailable($"{endpoint.Name}: {socket.Message}.", endpoint.Host.StartsWith('/') ? "Start PostgreSQL, or check the folder of its socket." : "Check that PostgreSQL runs and can be reached.", endpoint, exception),
    };

    private static SysOpsException Unavailable(string message, string remedy, PostgreSqlEndpoint endpoint, Exception inner) =>
        new(ErrorCatalogue.DatabaseUnavailable, message, remedy, endpoint.Name, inner);

    private static SysOpsException Denied(string message, string remedy, PostgreSqlEndpoint endpoint, Exception inner) =>
        new(ErrorCatalogue.DatabaseDenied, message, remedy, endpoint.Name, inner);

    private static T? Inner<T>(Exception exception)
        where T : Exception
    {
        for (Exception? current = exception; current is not null; current = current.InnerException)
        {
            if (current is T found)
            {
                return found;
            }
        }

        return null;
    }
}
