using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SysOps.Testing.Network;

/// <summary>An HTTP server that begins its answer and then writes one byte of it after the other, for ever.</summary>
public sealed class DrippingServer : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;

    public DrippingServer()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Bytes of the body that were written.</summary>
    public int Dripped { get; private set; }

    /// <summary>Whether the client has closed its connection.</summary>
    public bool IsLeft { get; private set; }

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
            using TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
            NetworkStream stream = client.GetStream();
            _ = await stream.ReadAsync(new byte[8192], _stop.Token);
            await stream.WriteAsync(Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n"), _stop.Token);
            while (true)
            {
                await stream.WriteAsync("x"u8.ToArray(), _stop.Token);
                Dripped++;
                await Task.Delay(Pause, _stop.Token);
            }
        }
        catch (IOException)
        {
            IsLeft = true;
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }
}
