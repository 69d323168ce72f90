namespace SysOps.Health;

/// <summary>Stands for a section that the configuration does not have, so that its absence is seen.</summary>
public sealed class NotConfiguredProbe : IHealthProbe
{
    private readonly string _section;

    /// <param name="name">The component's name.</param>
    /// <param name="category">Its category.</param>
    /// <param name="section">The section of <c>sysops.json</c> that would configure it.</param>
    public NotConfiguredProbe(string name, HealthCategory category, string section)
    {
        Name = name;
        Category = category;
        _section = section;
    }

    public string Name { get; }

    public HealthCategory Category { get; }

    public TimeSpan? Timeout => null;

    public Task<ProbeResult> ProbeAsync(ProbeContext context, CancellationToken cancellationToken)
    {
        string message = $"no section '{_section}' in sysops.json";
        return Task.FromResult(new ProbeResult
        {
            Checks = [new HealthCheck { Name = "configured", Status = HealthStatus.NotConfigured, Message = message }],
            Message = message,
        });
    }
}
