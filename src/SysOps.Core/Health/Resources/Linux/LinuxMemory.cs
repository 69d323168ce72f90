namespace SysOps.Health.Resources.Linux;

/// <summary>The pure rule from the machine's memory and the control group's limit to what counts.</summary>
public static class LinuxMemory
{
    public static MemoryMetrics Read(MemoryInfo host, MemoryLimit? limit)
    {
        var metrics = new MemoryMetrics
        {
            HostTotalBytes = host.Total,
            HostAvailableBytes = host.Available,
            HostUsedPercent = Percent(host.Total - host.Available, host.Total),
            HostSwapTotalBytes = host.SwapTotal,
            HostSwapUsedBytes = host.SwapTotal - host.SwapFree,
        };
        MemoryLimit? counting = limit?.Bytes < host.Total ? limit : null;
        (long total, long used) = counting is null ? (host.Total, host.Total - host.Available) : (counting.Bytes, counting.WorkingSet);
        return metrics with
        {
            TotalBytes = total,
            UsedBytes = used,
            AvailableBytes = Math.Max(0, total - used),
            UsedPercent = Percent(used, total),
            LimitBytes = counting?.Bytes,
            SwapTotalBytes = Math.Min(counting?.Swap?.Bytes ?? host.SwapTotal, host.SwapTotal),
            SwapUsedBytes = counting?.Swap?.Used ?? metrics.HostSwapUsedBytes,
        };
    }

    private static double Percent(long part, long whole) => whole == 0 ? 0 : Math.Clamp(100.0 * part / whole, 0, 100);
}
