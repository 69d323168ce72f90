using System.Net.Sockets;

namespace SysOps.Servers;

/// <summary>What went wrong on the way to a server, in words that tell what to do.</summary>
internal static class NetworkProblem
{
    public static SysOpsException Describe(SocketException exception, string endpoint)
    {
        (string message, string remedy) = exception.SocketErrorCode switch
        {
            SocketError.ConnectionRefused => ($"{endpoint} refused the connection: nothing listens there.", "Start the service, or check host and port."),
            SocketError.HostNotFound or SocketError.NoData => ($"The host name of {endpoint} does not exist.", "Check the name and DNS."),
            SocketError.TryAgain => ($"The host name of {endpoint} cannot be resolved just now: the name server does not answer.", "Check DNS."),
            SocketError.NetworkUnreachable or SocketError.HostUnreachable => ($"{endpoint} cannot be reached: {exception.Message}.", "Check routes and firewalls."),
            SocketError.ConnectionReset or SocketError.ConnectionAborted => ($"{endpoint} broke the connection off.", "See the service's log, and what stands in between."),
            SocketError.TimedOut => ($"{endpoint} does not answer: the connection timed out.", "Check that it runs, and firewalls."),
            _ => ($"{endpoint} cannot be reached: {exception.Message}.", "Check that it runs and can be reached."),
        };
        return new SysOpsException(ErrorCatalogue.ServiceUnavailable, message, remedy, endpoint, exception);
    }
}
