namespace SysOps.Health.ExternalServices;

/// <summary>What was measured of an external service.</summary>
public abstract record ExternalServiceMetrics : HealthMetrics
{
    /// <summary>What was asked; never with user information or a query.</summary>
    public required string Endpoint { get; init; }

    public TimeSpan? Latency { get; init; }
}
