namespace SysOps.Health;

/// <summary>The pure rule from checks to a component's status, alerts and message.</summary>
public static class ComponentVerdict
{
    /// <summary>The worst check decides; an optional check that is Unknown decides nothing, and no check at all is healthy.</summary>
    public static HealthStatus StatusOf(IEnumerable<HealthCheck> checks) =>
        checks.Where(Counts).Select(check => check.Status).DefaultIfEmpty(HealthStatus.Healthy).Max();

    /// <summary>One alert for each check that is degraded (warning) or unhealthy (critical), worst first.</summary>
    public static IReadOnlyList<HealthAlert> AlertsOf(string component, IEnumerable<HealthCheck> checks) =>
    [
        .. checks
            .Where(check => check.Status is HealthStatus.Degraded or HealthStatus.Unhealthy)
            .OrderByDescending(check => check.Status)
            .Select(check => new HealthAlert
            {
                Component = component,
                Type = check.Name,
                Severity = check.Status is HealthStatus.Unhealthy ? AlertSeverity.Critical : AlertSeverity.Warning,
                Message = check.Message,
                Value = check.Value,
                Threshold = check.ExceededLimit,
            }),
    ];

    /// <summary>The message of the worst check that counts against the component; the probe's own line when none does.</summary>
    public static string MessageOf(ProbeResult result)
    {
        HealthCheck? worst = result.Checks.Where(Counts).MaxBy(check => check.Status);
        return worst is { Status: > HealthStatus.Healthy } ? worst.Message : result.Message;
    }

    private static bool Counts(HealthCheck check) => check.Status is not HealthStatus.Unknown || check.Required;
}
