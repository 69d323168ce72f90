using System.Globalization;

namespace SysOps.Benchmarks.Measuring;

/// <summary>What else the machine does: it belongs beside every figure.</summary>
internal static class MachineLoad
{
    /// <summary>Processes that ran or wanted to, on average over the last minute; not a number where the system does not tell.</summary>
    public static double Read() =>
        OperatingSystem.IsLinux() ? double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture) : double.NaN;
}
