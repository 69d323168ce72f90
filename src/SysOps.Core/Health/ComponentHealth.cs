namespace SysOps.Health;

/// <summary>How one component is: what Get-SystemHealth writes.</summary>
public sealed record ComponentHealth
{
    public required string Name { get; init; }

    public required HealthCategory Category { get; init; }

    public required HealthStatus Status { get; init; }

    /// <summary>How long the component took to answer its essential check; null when it did not, or when there is nothing to ask.</summary>
    public TimeSpan? Latency { get; init; }

    public required string Message { get; init; }

    public IReadOnlyList<HealthCheck> Checks { get; init; } = [];

    public IReadOnlyList<HealthAlert> Alerts { get; init; } = [];

    public HealthMetrics? Metrics { get; init; }

    /// <summary>Why the component could not be probed or used; null when it could.</summary>
    public string? Error { get; init; }

    /// <summary>When the probe ended; local time, as PowerShell's own objects have it.</summary>
    public required DateTime Timestamp { get; init; }

    public required string ComputerName { get; init; }

    /// <inheritdoc />
    public override string ToString() => Name;
}
