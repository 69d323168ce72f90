namespace SysOps.Health.ExternalServices;

/// <summary>Of a service that is only connected to.</summary>
public sealed record TcpMetrics : ExternalServiceMetrics
{
    /// <summary>The address that answered.</summary>
    public string? RemoteAddress { get; init; }
}
