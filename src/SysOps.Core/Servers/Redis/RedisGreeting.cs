using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SysOps.Servers.Redis;

/// <summary>
/// Asks a server for a first byte before the client library connects: the library waits for a server that never
/// speaks until its own time limit, whatever happens; a socket of ours can be let go at once.
/// </summary>
internal static class RedisGreeting
{
    private const int MostLetters = 4096;

    /// <summary>What it says: "+PONG", or an error, which shows that somebody is there.</summary>
    /// <param name="endpoint">The server.</param>
    /// <param name="user">Null for the default one.</param>
    /// <param name="password">Null for none. With one a server that is still loading says so only to those who give it.</param>
    /// <param name="cancellationToken">Lets go at once.</param>
    /// <exception cref="SocketException">It cannot be reached, or it closes the connection without a word.</exception>
    public static async Task<string> WaitAsync(EndPoint endpoint, string? user, string? password, CancellationToken cancellationToken)
    {
        using Socket socket = endpoint is UnixDomainSocketEndPoint ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) : new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(endpoint, cancellationToken).ConfigureAwait(false);
        string[][] commands = string.IsNullOrEmpty(password) ? [["PING"]] : [string.IsNullOrEmpty(user) ? ["AUTH", password] : ["AUTH", user, password], ["PING"]];
        await socket.SendAsync(Encoding.UTF8.GetBytes(string.Concat(commands.Select(Encode))), cancellationToken).ConfigureAwait(false);
        return await ReadLinesAsync(socket, commands.Length, cancellationToken).ConfigureAwait(false);
    }

    // An array of strings, each with its length (https://redis.io/docs/latest/develop/reference/protocol-spec/).
    private static string Encode(string[] words) =>
        string.Concat(words.Select(word => string.Create(CultureInfo.InvariantCulture, $"${Encoding.UTF8.GetByteCount(word)}\r\n{word}\r\n")).Prepend(string.Create(CultureInfo.InvariantCulture, $"*{words.Length}\r\n")));

    private static async Task<string> ReadLinesAsync(Socket socket, int count, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[256];
        string said = "";
        while (said.Count(letter => letter == '\n') < count && IsOfRedis(said))
        {
            int length = await ReceiveAsync(socket, buffer, said.Length > 0, cancellationToken).ConfigureAwait(false);
            if (length == 0)
            {
                return said.Length > 0 ? said.TrimEnd() : throw new SocketException((int)SocketError.ConnectionReset);
            }

            said += Encoding.UTF8.GetString(buffer, 0, length);
        }

        return said.TrimEnd();
    }

    // Another program may talk on and on.
    private static bool IsOfRedis(string said) => said.Length == 0 || (said.Length < MostLetters && said[0] is '+' or '-');

    private static async Task<int> ReceiveAsync(Socket socket, byte[] buffer, bool hasSaidWhy, CancellationToken cancellationToken)
    {
        try
        {
            return await socket.ReceiveAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (SocketException) when (hasSaidWhy)
        {
            // It told why before it closed: that is the answer.
            return 0;
        }
    }
}
