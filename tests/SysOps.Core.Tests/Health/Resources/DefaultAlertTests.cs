using SysOps.Health;
using SysOps.Health.Resources;
using SysOps.Settings;
using SysOps.Testing;

namespace SysOps.Core.Tests.Health.Resources;

/// <summary>What raises an alert when nothing is configured: CPU above 80 %, memory above 85 %, a disk above 90 %.</summary>
public sealed class DefaultAlertTests
{
    [Theory]
    [InlineData(80, 85, 90, HealthStatus.Healthy, HealthStatus.Healthy, HealthStatus.Healthy)]
    [InlineData(80.1, 85.1, 90.1, HealthStatus.Degraded, HealthStatus.Degraded, HealthStatus.Unhealthy)]
    [InlineData(100, 100, 100, HealthStatus.Degraded, HealthStatus.Degraded, HealthStatus.Unhealthy)]
    public async Task Above_the_limit_and_not_at_it(double cpu, double memory, double disk, HealthStatus cpuStatus, HealthStatus memoryStatus, HealthStatus diskStatus)
    {
        var machine = new FixedMachine { CpuPercent = cpu, MemoryPercent = memory, DiskPercent = disk };
        IReadOnlyList<IHealthProbe> probes = ResourceProbes.Create(new SystemSettings { Name = "x" }, machine);

        ComponentHealth[] components = await Task.WhenAll(probes.Where(probe => probe.Name != "network").Select(probe => Probing.RunAsync(probe)));

        Assert.Equal([cpuStatus, memoryStatus, diskStatus], components.Select(component => component.Status));
        Assert.Equal(
            components.Where(component => component.Status > HealthStatus.Healthy).Select(component => component.Status is HealthStatus.Unhealthy ? AlertSeverity.Critical : AlertSeverity.Warning),
            components.SelectMany(component => component.Alerts).Select(alert => alert.Severity));
    }

    [Fact]
    public async Task The_limits_are_settings()
    {
        var settings = new SystemSettings { Name = "x", Resources = new ResourceSettings { Cpu = new Threshold(Critical: 10), Memory = new Threshold(), Disk = new Threshold(Warning: 5) } };
        IReadOnlyList<IHealthProbe> probes = ResourceProbes.Create(settings, new FixedMachine { CpuPercent = 11, MemoryPercent = 99, DiskPercent = 6 });

        ComponentHealth[] components = await Task.WhenAll(probes.Where(probe => probe.Name != "network").Select(probe => Probing.RunAsync(probe)));

        Assert.Equal([HealthStatus.Unhealthy, HealthStatus.Healthy, HealthStatus.Degraded], components.Select(component => component.Status));
        Assert.Equal([10.0, 5.0], components.SelectMany(component => component.Alerts).Select(alert => alert.Threshold!.Value));
    }
}
