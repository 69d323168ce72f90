namespace SysOps.Health;

/// <summary>Looks at one component. A feature contributes its probe from its own folder.</summary>
public interface IHealthProbe
{
    /// <summary>The component's name, unique in the system.</summary>
    string Name { get; }

    HealthCategory Category { get; }

    /// <summary>The component's own time limit; null for the run's.</summary>
    TimeSpan? Timeout { get; }

    /// <summary>
    /// Measures the component and judges what was measured. A component that is down is a result or a
    /// <see cref="SysOpsException"/> that says why; anything else that is thrown counts as a failure of the probe.
    /// Cancellation means that the time is up or nobody waits any more: clean up and throw.
    /// </summary>
    Task<ProbeResult> ProbeAsync(ProbeContext context, CancellationToken cancellationToken);
}
