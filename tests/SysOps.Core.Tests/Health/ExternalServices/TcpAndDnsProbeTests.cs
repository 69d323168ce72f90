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
        Assert.Equal($"127.0.0.1:{listener.Port}", ((TcpMetrics)open.Metrics!).RemoteAddress);
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

    [Fact]
    public async Task A_black_hole_costs_its_time_limit_and_says_what_was_waited_for()
    {
        using FullListener hole = await FullListener.StartAsync();
        var watch = System.Diagnostics.Stopwatch.StartNew();

        ComponentHealth health = await Probing.RunAsync(new TcpProbe(Tcp($"127.0.0.1:{hole.Port}") with { Timeout = TimeSpan.FromMilliseconds(300) }));

        Assert.Equal(HealthStatus.Unhealthy, health.Status);
        Assert.Equal($"No answer within 0.3 s while connecting to 127.0.0.1:{hole.Port}.", health.Error);
        Assert.InRange(watch.Elapsed, TimeSpan.FromMilliseconds(290), TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task A_name_that_does_not_exist_is_told_with_the_name()
    {
        ComponentHealth resolved = await Probing.RunAsync(new DnsProbe(new ExternalServiceSettings { Name = "dns", Kind = ExternalServiceKind.Dns, HostName = "no-such-host.invalid" }));
        ComponentHealth connected = await Probing.RunAsync(new TcpProbe(Tcp("no-such-host.invalid:25")));

        Assert.All([resolved, connected], health => Assert.Matches("The host name of no-such-host.invalid(:25)? (does not exist|cannot be resolved just now)", health.Error));
    }

    private static ExternalServiceSettings Tcp(string address) => new() { Name = "mail", Kind = ExternalServiceKind.Tcp, Address = address };
}
