using System.Net.Sockets;
using System.Security.Authentication;
using StackExchange.Redis;

namespace SysOps.Servers.Redis;

/// <summary>What Redis and the way to it say, in words that tell what to do.</summary>
public static class RedisErrors
{
    private static readonly (string Code, ErrorId Id, string Message, string Remedy)[] Answers =
    [
        ("WRONGPASS", ErrorCatalogue.CacheDenied, "refused the user name or the password", "Check cache.password and the user in cache.connectionString."),
        ("invalid password", ErrorCatalogue.CacheDenied, "refused the password", "Check cache.password."),
        ("NOAUTH", ErrorCatalogue.CacheDenied, "wants a password, and none is configured", "Set cache.password."),
        ("without any password configured", ErrorCatalogue.CacheDenied, "has no password, and one is configured", "Remove cache.password, or set requirepass on the server."),
        ("LOADING", ErrorCatalogue.CacheUnavailable, "is loading its data into memory", "Wait until it is done; INFO persistence tells how far it is."),
        ("MASTERDOWN", ErrorCatalogue.CacheUnavailable, "is a replica whose primary is down, and it does not serve stale data", "Start the primary, or promote a replica."),
        ("READONLY", ErrorCatalogue.CacheUnavailable, "is a read-only replica", "Point cache.connectionString to the primary."),
        ("OOM", ErrorCatalogue.CacheUnavailable, "has no memory left for writes", "Raise maxmemory, choose an eviction policy, or remove keys."),
        ("NOREPLICAS", ErrorCatalogue.CacheUnavailable, "refuses writes because too few replicas are connected", "Start the replicas, or lower min-replicas-to-write."),
        ("MISCONF", ErrorCatalogue.CacheUnavailable, "refuses writes because it cannot save to its disk", "Look at its log and its disk: the last background save failed."),
        ("CROSSSLOT", ErrorCatalogue.CacheUnavailable, "has the keys of one operation in several slots", "Use a hash tag in cache.keyPrefix."),
        ("CLUSTERDOWN", ErrorCatalogue.CacheUnavailable, "belongs to a cluster that is down", "See CLUSTER INFO: slots are not covered."),
        ("NOPERM", ErrorCatalogue.CacheDenied, "does not permit it to this user", "Grant it with ACL SETUSER."),
        ("-DENIED", ErrorCatalogue.CacheDenied, "is in protected mode and lets nobody in from elsewhere", "Set a password on the server, or connect from its own machine."),
        ("max number of clients", ErrorCatalogue.CacheUnavailable, "takes no more clients", "Raise maxclients, or look for clients that leak connections."),
    ];

    private static readonly string[] Hopeless = ["LOADING", "MISCONF", "-DENIED", "max number of clients"];

    public static SysOpsException Describe(Exception exception, string endpoint) =>
        Chain(exception).Select(inner => FromAnswer(inner.Message, endpoint, exception)).FirstOrDefault(known => known is not null) ?? FromNetwork(exception, endpoint);

    /// <summary>A server that others tell of, as those of a cluster do, and that does not answer.</summary>
    public static SysOpsException Unreachable(string endpoint) =>
        Unavailable($"{endpoint} belongs to the others and does not answer.", "Start it, check routes and firewalls, or take it out of the cluster.", endpoint, null);

    /// <summary>Null when the server can be connected to: it answers, if only that it wants a password or refuses writes.</summary>
    public static SysOpsException? FromGreeting(string answer, string endpoint)
    {
        if (Hopeless.Any(code => answer.Contains(code, StringComparison.Ordinal)))
        {
            return FromAnswer(answer, endpoint, null);
        }

        return answer.StartsWith('+') || answer.StartsWith('-')
            ? null
            : Unavailable($"{endpoint} does not speak as Redis does.", "Check host and port, and whether it wants ssl=true.", endpoint, null);
    }

    private static SysOpsException? FromAnswer(string answer, string endpoint, Exception? exception)
    {
        foreach ((string code, ErrorId id, string message, string remedy) in Answers)
        {
            if (answer.Contains(code, StringComparison.Ordinal))
            {
                return new SysOpsException(id, $"{endpoint} {message}.", remedy, endpoint, exception);
            }
        }

        return null;
    }

    private static SysOpsException FromNetwork(Exception exception, string endpoint) => Chain(exception).FirstOrDefault(inner => inner is SocketException or AuthenticationException) switch
    {
        SocketException { SocketErrorCode: SocketError.ConnectionRefused } => Unavailable($"{endpoint} refused the connection: nothing listens there.", "Start Redis, or check host and port.", endpoint, exception),
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain } socket => Unavailable($"The host name of {endpoint} cannot be resolved: {socket.Message}.", "Check the name and DNS.", endpoint, exception),
        SocketException { SocketErrorCode: SocketError.ConnectionReset } => Unavailable($"{endpoint} closed the connection without an answer.", "It may take no more clients, want TLS, or be another program: see its log.", endpoint, exception),
        SocketException socket => Unavailable($"{endpoint} cannot be reached: {socket.Message}.", "Check that Redis runs and can be reached.", endpoint, exception),
        AuthenticationException tls => Unavailable($"TLS with {endpoint} failed: {tls.Message}", "Check the server's certificate, and ssl and sslHost of cache.connectionString.", endpoint, exception),
        _ when exception is RedisTimeoutException or TimeoutException => new SysOpsException(ErrorCatalogue.CacheTimeout, $"{endpoint} did not answer in time.", "Look for slow commands with SLOWLOG GET, and at the server's load.", endpoint, exception),
        _ => Unavailable($"{endpoint}: {exception.Message}", "See the server's log.", endpoint, exception),
    };

    private static SysOpsException Unavailable(string message, string remedy, string endpoint, Exception? exception) => new(ErrorCatalogue.CacheUnavailable, message, remedy, endpoint, exception);

    private static IEnumerable<Exception> Chain(Exception exception)
    {
        for (Exception? current = exception; current is not null; current = current.InnerException)
        {
            yield return current;
        }
    }
}
