using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace SysOps.Testing.Network;

/// <summary>A real HTTP(S) server on loopback that answers as the test says, and remembers what was asked last.</summary>
public sealed class AnsweringServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<string, string> _answer;
    private readonly X509Certificate2? _certificate;
    private readonly Task _serving;

    /// <param name="answer">The whole answer to every request, status line first.</param>
    /// <param name="certificate">With it the server speaks TLS.</param>
    public AnsweringServer(string answer, X509Certificate2? certificate = null)
        : this(_ => answer, certificate)
    {
    }

    /// <param name="answer">The answer to each request, given its text.</param>
    /// <param name="certificate">With it the server speaks TLS.</param>
    public AnsweringServer(Func<string, string> answer, X509Certificate2? certificate = null)
    {
        _answer = answer;
        _certificate = certificate;
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string LastRequest { get; private set; } = "";

    /// <summary>A complete answer with a body.</summary>
    public static string Answer(int status, string body = "", params string[] headers) =>
        string.Join("\r\n", [$"HTTP/1.1 {status} Test", $"Content-Length: {Encoding.UTF8.GetByteCount(body)}", "Connection: close", .. headers, "", body]);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving;
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await AnswerAsync(client);
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        try
        {
            Stream stream = client.GetStream();
            if (_certificate is not null)
            {
                var secured = new SslStream(stream);
                await secured.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _stop.Token);
                stream = secured;
            }

            byte[] buffer = new byte[8192];
            int length = await stream.ReadAsync(buffer, _stop.Token);
            LastRequest = Encoding.ASCII.GetString(buffer, 0, length);
            await stream.WriteAsync(Encoding.UTF8.GetBytes(_answer(LastRequest)), _stop.Token);
            await stream.FlushAsync(_stop.Token);
        }
        catch (Exception exception) when (exception is IOException or System.Security.Authentication.AuthenticationException)
        {
            // A client that does not like the certificate goes away.
        }
    }
}
