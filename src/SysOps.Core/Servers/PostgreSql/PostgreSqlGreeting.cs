using System.Net;
using System.Net.Sockets;

namespace SysOps.Servers.PostgreSql;

/// <summary>
/// Asks a server for its first byte before Npgsql opens the connection. Npgsql, once connected, waits for a server
/// that never speaks until its own time limit, whatever token it was given; a socket of ours can be let go at once.
/// </summary>
internal static class PostgreSqlGreeting
{
    // Length 8, code 80877103: "do you speak TLS?" (https://www.postgresql.org/docs/current/protocol-message-formats.html).
    private static readonly byte[] SslRequest = [0, 0, 0, 8, 0x04, 0xD2, 0x16, 0x2F];

    /// <summary>Returns once the server answers.</summary>
    /// <exception cref="SocketException">It cannot be reached, or it closes the connection without a word.</exception>
    public static async Task WaitAsync(string host, int port, CancellationToken cancellationToken)
    {
        bool local = host.StartsWith('/') || host.StartsWith('@');
        using Socket socket = local ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) : new Socket(SocketType.Stream, ProtocolType.Tcp);
        EndPoint address = local ? new UnixDomainSocketEndPoint(SocketPath(host, port)) : new DnsEndPoint(host, port);
        await socket.ConnectAsync(address, cancellationToken).ConfigureAwait(false);
        await socket.SendAsync(SslRequest, cancellationToken).ConfigureAwait(false);
        byte[] answer = new byte[1];
        if (await socket.ReceiveAsync(answer, cancellationToken).ConfigureAwait(false) == 0)
        {
            throw new SocketException((int)SocketError.ConnectionReset);
        }
    }

    // A leading @ names a socket of Linux's abstract space.
    private static string SocketPath(string host, int port) =>
        host.StartsWith('@') ? $"\0{host[1..]}/.s.PGSQL.{port}" : Path.Combine(host, $".s.PGSQL.{port}");
}
