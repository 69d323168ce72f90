using System.Runtime.InteropServices;

namespace SysOps.Benchmarks.Measuring;

/// <summary>Processor time of the child processes that have ended.</summary>
internal static unsafe partial class ChildCpuTime
{
    private const int Children = -1;

    /// <summary>User and system time together; null where the system does not tell.</summary>
    public static TimeSpan? Read()
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        // struct rusage: seconds and microseconds of user time, then of system time, then 14 numbers more.
        long* usage = stackalloc long[18];
        return GetUsage(Children, usage) == 0 ? TimeSpan.FromSeconds(usage[0] + usage[2]) + TimeSpan.FromMicroseconds(usage[1] + usage[3]) : null;
    }

    [LibraryImport("libc", EntryPoint = "getrusage")]
    private static partial int GetUsage(int who, long* usage);
}
