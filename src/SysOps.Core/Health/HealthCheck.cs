namespace SysOps.Health;

/// <summary>One thing that was looked at in a component, and the verdict on it.</summary>
public sealed record HealthCheck
{
    /// <summary>In lower case with dots, stable: <c>connect</c>, <c>query</c>, <c>connections.used</c>.</summary>
    public required string Name { get; init; }

    public required HealthStatus Status { get; init; }

    /// <summary>What was measured, in <see cref="Unit"/>; null when it could not be.</summary>
    public double? Value { get; init; }

    /// <summary>One of <see cref="Units"/>.</summary>
    public string? Unit { get; init; }

    /// <summary>The limits as text, such as "warning above 80 %"; null when nothing is compared.</summary>
    public string? Threshold { get; init; }

    /// <summary>One sentence with the figure in it.</summary>
    public string Message { get; init; } = "";

    /// <summary>How long this check took; zero for one derived from what another read.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Whether not knowing counts: an optional check that is Unknown leaves its component's status alone.</summary>
    public bool Required { get; init; }

    /// <summary>The limit that was passed, when one was.</summary>
    public double? ExceededLimit { get; init; }

    /// <inheritdoc />
    public override string ToString() => Name;
}
