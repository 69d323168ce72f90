using System.Globalization;

namespace SysOps.Health.Resources.Linux;

/// <summary>The CPU lines of /proc/stat (https://docs.kernel.org/filesystems/proc.html#miscellaneous-kernel-statistics-in-proc-stat).</summary>
public sealed record ProcStat(TimeSpan Busy, TimeSpan Total, int CoreCount)
{
    // USER_HZ, which user space sees as 100 on every architecture that .NET runs on.
    private const long TicksPerSecond = 100;

    public static ProcStat Parse(string text)
    {
        string[] lines = [.. text.Split('\n').TakeWhile(line => line.StartsWith("cpu", StringComparison.Ordinal))];

        // user nice system idle iowait irq softirq steal; guest times are part of user and nice already.
        long[] ticks = [.. lines[0].Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(8).Select(figure => long.Parse(figure, CultureInfo.InvariantCulture))];
        long total = ticks.Sum();
        long idle = ticks[3] + ticks[4];
        return new ProcStat(Time(total - idle), Time(total), lines.Length - 1);
    }

    private static TimeSpan Time(long ticks) => TimeSpan.FromTicks(ticks * (TimeSpan.TicksPerSecond / TicksPerSecond));
}
