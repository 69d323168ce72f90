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

    /// <inheritdoc />
    public override string ToString() => Name;
}
