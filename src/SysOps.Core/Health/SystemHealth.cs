namespace SysOps.Health;

/// <summary>How the whole system is: the worst of its components.</summary>
public sealed record SystemHealth
{
    public required string Name { get; init; }

    public required HealthStatus Status { get; init; }

    public required IReadOnlyList<ComponentHealth> Components { get; init; }

    public required IReadOnlyList<HealthAlert> Alerts { get; init; }

    /// <summary>When the last probe ended; local time.</summary>
    public required DateTime Timestamp { get; init; }

    public required TimeSpan Duration { get; init; }

    public required string ComputerName { get; init; }

    /// <summary>Sums up components: the worst status counts, alerts come worst first.</summary>
    public static SystemHealth Of(string name, IReadOnlyList<ComponentHealth> components, DateTime timestamp, TimeSpan duration) => new()
    {
        Name = name,
        Status = components.Select(component => component.Status).DefaultIfEmpty(HealthStatus.NotConfigured).Max(),
        Components = components,
        Alerts = [.. components.SelectMany(component => component.Alerts).OrderByDescending(alert => alert.Severity)],
        Timestamp = timestamp,
        Duration = duration,
        ComputerName = Environment.MachineName,
    };

    /// <inheritdoc />
    public override string ToString() => Name;
}
