namespace SysOps.Health;

/// <summary>How urgent an alert is: a degraded check warns, an unhealthy one is critical.</summary>
public enum AlertSeverity
{
    Warning,
    Critical,
}
