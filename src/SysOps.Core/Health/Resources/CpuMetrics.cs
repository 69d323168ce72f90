namespace SysOps.Health.Resources;

/// <summary>CPU time over a short window. Percents are of the CPU time that may be used, from 0 to 100.</summary>
public sealed record CpuMetrics : SystemResourceMetrics
{
    /// <summary>What counts: of the container's limit where there is one, else of the machine; without what SysOps itself used.</summary>
    public double? UsedPercent { get; init; }

    /// <summary>Of the whole machine, whatever the container's limit, and with what SysOps itself used.</summary>
    public double? HostUsedPercent { get; init; }

    /// <summary>What the process that runs SysOps used itself: compiling at its start, it may keep a small machine busy.</summary>
    public double? OwnPercent { get; init; }

    public TimeSpan Window { get; init; }

    /// <summary>CPUs of the machine.</summary>
    public int CoreCount { get; init; }

    /// <summary>CPUs that the control group may use, such as 1.5; null without a limit.</summary>
    public double? CoreLimit { get; init; }

    public double? Load1 { get; init; }

    public double? Load5 { get; init; }

    public double? Load15 { get; init; }

    /// <summary>Share of the last ten seconds in which something waited for a CPU (https://docs.kernel.org/accounting/psi.html).</summary>
    public double? PressurePercent { get; init; }
}
