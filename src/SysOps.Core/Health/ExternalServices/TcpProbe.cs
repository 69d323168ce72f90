using System.Net;
using System.Net.Sockets;
using SysOps.Servers;
using SysOps.Settings;

namespace SysOps.Health.ExternalServices;

/// <summary>An external service that is only connected to.</summary>
public sealed class TcpProbe : ServiceEndpointProbe
{
    public TcpProbe(ExternalServiceSettings settings)
        : base(settings)
    {
    }

    protected override async Task<ProbeResult> AskAsync(ProbeContext context, CancellationToken cancellationToken)
    {
        if (!HostAndPort.TryParse(Settings.Address, out HostAndPort? address))
        {
            throw new SysOpsException(ErrorCatalogue.ServiceSettingInvalid, $"'{Settings.Address}' is no host:port.", "Correct address.", Settings.Address);
        }

        context.Step = $"connecting to {address}";
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        long started = context.Clock.GetTimestamp();
        try
        {
            await socket.ConnectAsync(address.Host, address.Port, cancellationToken).ConfigureAwait(false);
        }
        catch (SocketException exception)
        {
            throw NetworkProblem.Describe(exception, address.ToString());
        }

        TimeSpan latency = context.Clock.GetElapsedTime(started);
        string message = $"{address} took the connection in {Duration.Describe(latency)}";
        return new ProbeResult
        {
            Latency = latency,
            Checks = [Answered(latency, message)],
            Metrics = new TcpMetrics { Endpoint = address.ToString(), Latency = latency, RemoteAddress = Plain(socket.RemoteEndPoint)?.ToString() },
            Message = message,
        };
    }

    // The socket is one for both versions, and shows IPv4 as ::ffff:127.0.0.1.
    private static EndPoint? Plain(EndPoint? remote) =>
        remote is IPEndPoint { Address.IsIPv4MappedToIPv6: true } mapped ? new IPEndPoint(mapped.Address.MapToIPv4(), mapped.Port) : remote;
}
