using System.Globalization;
using SysOps.Settings;

namespace SysOps.Health.Resources;

/// <summary>The pure rule from a volume's figures to checks.</summary>
public static class DiskRule
{
    public static IReadOnlyList<HealthCheck> Judge(DiskMetrics metrics, ResourceSettings settings)
    {
        List<HealthCheck> checks = [Space(metrics, settings)];
        if (metrics.InodesUsedPercent is { } inodes)
        {
            checks.Add(Judgement.High("disk.inodes", inodes, Units.Percent, settings.Inodes, string.Create(CultureInfo.InvariantCulture, $"{inodes:0} % of the inodes of {metrics.MountPoint} used, {metrics.InodesFree} free")));
        }

        if (metrics.IsReadOnly is { } readOnly)
        {
            checks.Add(new HealthCheck
            {
                Name = "disk.writable",
                Status = readOnly ? HealthStatus.Unhealthy : HealthStatus.Healthy,
                Message = readOnly ? $"{metrics.MountPoint} is mounted read-only; the kernel does so after errors: see dmesg" : $"{metrics.MountPoint} is writable",
            });
        }

        return checks;
    }

    private static HealthCheck Space(DiskMetrics metrics, ResourceSettings settings) =>
        metrics is { UsedPercent: { } used, AvailableBytes: { } available, TotalBytes: { } total }
            ? Judgement.High("disk.used", used, Units.Percent, settings.Disk, string.Create(CultureInfo.InvariantCulture, $"{used:0} % used, {Size.Format(available)} of {Size.Format(total)} available"))
            : Judgement.Unreadable("disk.used", "The volume's space is not known on this platform.");
}
