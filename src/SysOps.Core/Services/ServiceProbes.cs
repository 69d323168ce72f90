using SysOps.Health;
using SysOps.Settings;

namespace SysOps.Services;

/// <summary>The probes of the configured background services, in their order.</summary>
public static class ServiceProbes
{
    public static IReadOnlyList<IHealthProbe> Create(SystemSettings settings) => [.. settings.Services.Select(service => new ServiceProbe(service, settings))];
}
