namespace SysOps.Health;

/// <summary>A check that passed one of its limits or failed.</summary>
public sealed record HealthAlert
{
    /// <summary>The name of the component.</summary>
    public required string Component { get; init; }

    /// <summary>The name of the check that raised it.</summary>
    public required string Type { get; init; }

    public required AlertSeverity Severity { get; init; }

    public required string Message { get; init; }

    public double? Value { get; init; }

    /// <summary>The limit that was passed, in the check's unit; null when the check failed outright.</summary>
    public double? Threshold { get; init; }

    /// <inheritdoc />
    public override string ToString() => $"{Component}/{Type}";
}
