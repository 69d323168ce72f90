namespace SysOps.Health;

/// <summary>What a probe found; <see cref="ComponentVerdict"/> makes the component's health of it.</summary>
public sealed record ProbeResult
{
    public TimeSpan? Latency { get; init; }

    public required IReadOnlyList<HealthCheck> Checks { get; init; }

    public HealthMetrics? Metrics { get; init; }

    /// <summary>One line about a healthy component, such as "PostgreSQL 17.2, 12 of 100 connections"; a worse check's message takes its place.</summary>
    public string Message { get; init; } = "";

    /// <summary>Why the component could not be used, when an essential step failed.</summary>
    public string? Error { get; init; }
}
