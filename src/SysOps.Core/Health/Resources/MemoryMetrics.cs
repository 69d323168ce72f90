namespace SysOps.Health.Resources;

/// <summary>Memory of this machine or container.</summary>
public sealed record MemoryMetrics : SystemResourceMetrics
{
    /// <summary>What counts: the container's limit where there is one, else the machine's memory.</summary>
    public long? TotalBytes { get; init; }

    public long? UsedBytes { get; init; }

    public long? AvailableBytes { get; init; }

    public double? UsedPercent { get; init; }

    public long? HostTotalBytes { get; init; }

    public long? HostAvailableBytes { get; init; }

    public double? HostUsedPercent { get; init; }

    /// <summary>The control group's limit; null without one.</summary>
    public long? LimitBytes { get; init; }

    /// <summary>What counts: of the container's limit where it has one, else of the machine.</summary>
    public long? SwapTotalBytes { get; init; }

    public long? SwapUsedBytes { get; init; }

    public long? HostSwapTotalBytes { get; init; }

    public long? HostSwapUsedBytes { get; init; }

    /// <summary>Share of the last ten seconds in which something waited for memory (https://docs.kernel.org/accounting/psi.html).</summary>
    public double? PressurePercent { get; init; }

    /// <summary>Processes that the kernel killed for want of memory, since the machine or the container started.</summary>
    public long? OutOfMemoryKills { get; init; }
}
