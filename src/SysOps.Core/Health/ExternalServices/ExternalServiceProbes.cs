using SysOps.Settings;

namespace SysOps.Health.ExternalServices;

/// <summary>The probes of the configured external services, in their order.</summary>
public static class ExternalServiceProbes
{
    public static IReadOnlyList<IHealthProbe> Create(SystemSettings settings) => [.. settings.ExternalServices.Select(Create)];

    private static ServiceEndpointProbe Create(ExternalServiceSettings service) => service.Kind switch
    {
        ExternalServiceKind.Tcp => new TcpProbe(service),
        ExternalServiceKind.Dns => new DnsProbe(service),
        _ => new HttpProbe(service),
    };
}
