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
            SwapTotalBytes = host.SwapTotal,
            SwapUsedBytes = host.SwapTotal - host.SwapFree,
        };
        (long total, long used) = limit is { } group && group.Bytes < host.Total ? (group.Bytes, group.WorkingSet) : (host.Total, host.Total - host.Available);
        return metrics with
        {
            TotalBytes = total,
            UsedBytes = used,
            AvailableBytes = Math.Max(0, total - used),
            UsedPercent = Percent(used, total),
            LimitBytes = limit is { } known && known.Bytes < host.Total ? known.Bytes : null,
        };
    }

    private static double Percent(long part, long whole) => whole == 0 ? 0 : Math.Clamp(100.0 * part / whole, 0, 100);
}
