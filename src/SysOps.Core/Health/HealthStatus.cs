namespace SysOps.Health;

/// <summary>How a check, a component or the system is, from best to worst.</summary>
public enum HealthStatus
{
    NotConfigured,
    Healthy,
    Degraded,
    Unknown,
    Unhealthy,
}
