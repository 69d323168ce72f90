namespace SysOps.Health.Resources;

/// <summary>The interfaces' counters at one moment; two of them make rates.</summary>
public sealed record NetworkSample
{
    /// <summary>A monotonic time.</summary>
    public required TimeSpan At { get; init; }

    public required IReadOnlyList<InterfaceCounters> Interfaces { get; init; }
}
