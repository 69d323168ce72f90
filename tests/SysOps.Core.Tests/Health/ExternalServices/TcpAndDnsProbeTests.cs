using SysOps.Health;
using SysOps.Health.ExternalServices;
using SysOps.Settings;
using SysOps.Testing;
using SysOps.Testing.Network;
using SysOps.Testing.Servers;

namespace SysOps.Core.Tests.Health.ExternalServices;

public sealed class TcpAndDnsProbeTests
{
    [Fact]
    public async Task A_port_that_takes_connections_is_healthy_and_one_that_does_not_is_not()
    {
        await using var listener = new SilentListener();
        int nobody = FreePort.Find();

        ComponentHealth open = await Probing.RunAsync(new TcpProbe(Tcp($"127.0.0.1:{listener.Port}")));
        ComponentHealth closed = await Probing.RunAsync(new TcpProbe(Tcp($"localhost:{nobody}")));

        Assert.Equal(HealthStatus.Healthy, open.Status);
        Assert.Equal($"127.0.0.1:{listener.Port}", ((TcpMetrics)open.Metrics!).RemoteAddress?.Replace("[::ffff:127.0.0.1]", "127.0.0.1", StringComparison.Ordinal));
        Assert.Equal(HealthStatus.Unhealthy, closed.Status);
        Assert.Contains("nothing listens there", closed.Error, StringComparison.Ordinal);
        await Eventually.TrueAsync(() => listener.Open == 0, "the connection is closed");
    }

    [Fact]
    public async Task A_name_that_resolves_is_healthy_and_one_that_does_not_is_not()
    {
        ComponentHealth known = await Probing.RunAsync(new DnsProbe(new ExternalServiceSettings { Name = "dns", Kind = ExternalServiceKind.Dns, HostName = "localhost" }));
        ComponentHealth unknown = await Probing.RunAsync(new DnsProbe(new ExternalServiceSettings { Name = "dns", Kind = ExternalServiceKind.Dns, HostName = "no-such-host.invalid" }));

        Assert.Equal(HealthStatus.Healthy, known.Status);
        Assert.NotEmpty(((DnsMetrics)known.Metrics!).Addresses);
        Assert.Equal(HealthStatus.Unhealthy, unknown.Status);
    }

    private static ExternalServiceSettings Tcp(string address) => new() { Name = "mail", Kind = ExternalServiceKind.Tcp, Address = address };
}
