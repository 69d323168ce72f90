namespace SysOps.Health.Resources;

/// <summary>The CPU's counters at one moment; two of them make a percentage.</summary>
public sealed record CpuSample
{
    /// <summary>A monotonic time.</summary>
    public required TimeSpan At { get; init; }

    /// <summary>Time that all CPUs together spent working since the start.</summary>
    public required TimeSpan Busy { get; init; }

    /// <summary>Time that all CPUs together had since the start.</summary>
    public required TimeSpan Total { get; init; }

    /// <summary>Time that this process used.</summary>
    public required TimeSpan Own { get; init; }

    /// <summary>Time that the control group with the limit used; null without a limit, or where it is not accounted.</summary>
    public TimeSpan? Group { get; init; }

    /// <summary>CPUs that the control group may use; null without a limit.</summary>
    public double? GroupLimit { get; init; }

    public required int CoreCount { get; init; }
}
