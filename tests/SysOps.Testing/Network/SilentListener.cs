using System.Net;
using System.Net.Sockets;

namespace SysOps.Testing.Network;

/// <summary>A black hole on loopback: it takes connections and never answers. It sees them come and go.</summary>
public sealed class SilentListener : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _serving;
    private int _open;
    private int _taken;

    public SilentListener()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Connections that the other side has not closed yet.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>Connections since the start.</summary>
    public int Taken => Volatile.Read(ref _taken);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving;
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        List<Task> clients = [];
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                Interlocked.Increment(ref _open);
                Interlocked.Increment(ref _taken);
                clients.Add(SwallowAsync(client));
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }

        await Task.WhenAll(clients);
    }

    private async Task SwallowAsync(TcpClient client)
    {
        using (client)
        {
            byte[] buffer = new byte[1024];
            try
            {
                while (await client.GetStream().ReadAsync(buffer, _stop.Token) > 0)
                {
                }
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException)
            {
                // The other side broke the connection off, or the test is over: either way it is closed.
            }

            Interlocked.Decrement(ref _open);
        }
    }
}
