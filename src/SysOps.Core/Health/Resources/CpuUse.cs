namespace SysOps.Health.Resources;

/// <summary>The pure rule from two samples to percentages.</summary>
public static class CpuUse
{
    /// <summary>Adds the figures of the window to the metrics; leaves them null when the counters did not move.</summary>
    public static CpuMetrics Between(CpuSample first, CpuSample last, CpuMetrics metrics)
    {
        TimeSpan window = last.At - first.At;
        double total = (last.Total - first.Total).TotalSeconds;
        double own = (last.Own - first.Own).TotalSeconds;
        double busy = (last.Busy - first.Busy).TotalSeconds;
        metrics = metrics with { Window = window, CoreCount = last.CoreCount, CoreLimit = last.GroupLimit };
        if (total <= 0 || window <= TimeSpan.Zero)
        {
            return metrics;
        }

        double? used = last.GroupLimit is not { } limit ? Percent(busy - own, total)
            : last.Group - first.Group is { } group ? Percent(group.TotalSeconds - own, window.TotalSeconds * limit)
            : null;

        return metrics with
        {
            UsedPercent = used,
            HostUsedPercent = Percent(busy, total),
            OwnPercent = Percent(own, window.TotalSeconds * (last.GroupLimit ?? last.CoreCount)),
        };
    }

    private static double Percent(double part, double whole) => Math.Clamp(100 * part / whole, 0, 100);
}
