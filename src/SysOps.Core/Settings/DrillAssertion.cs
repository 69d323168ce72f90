namespace SysOps.Settings;

/// <summary>A query of the restored database that returns one value, and what it must be.</summary>
public sealed record DrillAssertion
{
    public required string Name { get; init; }

    public required SensitiveText Query { get; init; }

    /// <summary>The value as a text.</summary>
    public string? EqualTo { get; init; }

    public double? AtLeast { get; init; }

    public double? AtMost { get; init; }
}
