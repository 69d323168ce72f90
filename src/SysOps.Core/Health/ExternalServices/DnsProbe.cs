using System.Net;
using System.Net.Sockets;
using SysOps.Servers;
using SysOps.Settings;

namespace SysOps.Health.ExternalServices;

/// <summary>A name that must resolve.</summary>
public sealed class DnsProbe : ServiceEndpointProbe
{
    public DnsProbe(ExternalServiceSettings settings)
        : base(settings)
    {
    }

    protected override async Task<ProbeResult> AskAsync(ProbeContext context, CancellationToken cancellationToken)
    {
        string name = Settings.HostName!;
        context.Step = $"resolving {name}";
        long started = context.Clock.GetTimestamp();
        IPAddress[] addresses;
        try
        {
            addresses = await Dns.GetHostAddressesAsync(name, cancellationToken).ConfigureAwait(false);
        }
        catch (SocketException exception)
        {
            throw NetworkProblem.Describe(exception, name);
        }

        TimeSpan latency = context.Clock.GetElapsedTime(started);
        string[] found = [.. addresses.Select(address => address.ToString())];
        string message = $"{name} is {string.Join(", ", found)}";
        return new ProbeResult
        {
            Latency = latency,
            Checks = [Answered(latency, message)],
            Metrics = new DnsMetrics { Endpoint = name, Latency = latency, Addresses = found },
            Message = message,
        };
    }
}
