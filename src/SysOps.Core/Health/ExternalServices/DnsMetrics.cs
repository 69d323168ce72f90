namespace SysOps.Health.ExternalServices;

/// <summary>Of a name that is resolved.</summary>
public sealed record DnsMetrics : ExternalServiceMetrics
{
    public IReadOnlyList<string> Addresses { get; init; } = [];
}
