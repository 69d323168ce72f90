using System.Net;
using System.Net.Sockets;

namespace SysOps.Servers.Redis;

/// <summary>
/// Asks a server for a first byte before the client library connects: the library waits for a server that never
/// speaks until its own time limit, whatever happens; a socket of ours can be let go at once.
/// </summary>
internal static class RedisGreeting
{
    // Any answer will do, an error too: it shows that somebody is there.
    private static readonly byte[] Ping = "PING\r\n"u8.ToArray();

    /// <exception cref="SocketException">It cannot be reached, or it closes the connection without a word.</exception>
    public static async Task WaitAsync(EndPoint endpoint, CancellationToken cancellationToken)
    {
        using Socket socket = endpoint is UnixDomainSocketEndPoint ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) : new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(endpoint, cancellationToken).ConfigureAwait(false);
        await socket.SendAsync(Ping, cancellationToken).ConfigureAwait(false);
        byte[] answer = new byte[1];
        if (await socket.ReceiveAsync(answer, cancellationToken).ConfigureAwait(false) == 0)
        {
            throw new SocketException((int)SocketError.ConnectionReset);
        }
    }
}
