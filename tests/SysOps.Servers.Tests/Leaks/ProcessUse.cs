using System.Globalization;
using System.Runtime;
using SysOps.Testing;

namespace SysOps.Servers.Tests.Leaks;

/// <summary>What this process holds just now.</summary>
internal sealed record ProcessUse
{
    /// <summary>Objects that are alive.</summary>
    public required long ManagedBytes { get; init; }

    /// <summary>Memory in RAM that belongs to no file: managed and native.</summary>
    public required long AnonymousBytes { get; init; }

    public required int Threads { get; init; }

    /// <summary>Open files, sockets among them.</summary>
    public required int Handles { get; init; }

    public required int Sockets { get; init; }

    /// <summary>Looks after everything that is no longer used was given back.</summary>
    public static ProcessUse Read()
    {
        for (int round = 0; round < 2; round++)
        {
            GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return new ProcessUse
        {
            ManagedBytes = GC.GetTotalMemory(forceFullCollection: true),
            AnonymousBytes = Anonymous(),
            Threads = Directory.GetDirectories("/proc/self/task").Length,
            Handles = Directory.GetFileSystemEntries("/proc/self/fd").Length,
            Sockets = CountSockets(),
        };
    }

    /// <summary>Connections that were closed by the other side go a moment later: looks again until there are no more than before, or ten seconds long.</summary>
    public static async Task<ProcessUse> SettleAsync(ProcessUse before)
    {
        ProcessUse now = Read();
        await Eventually.TrueAsync(
            () =>
            {
                now = Read();
                return now.Handles <= before.Handles && now.Sockets <= before.Sockets;
            },
            $"files and sockets are closed, as before ({before.Handles}, {before.Sockets}): {now}");
        return now;
    }

    private static long Anonymous()
    {
        string line = File.ReadLines("/proc/self/status").First(line => line.StartsWith("RssAnon:", StringComparison.Ordinal));
        return 1024 * long.Parse(line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }

    private static int CountSockets() =>
        Directory.GetFileSystemEntries("/proc/self/fd").Count(path => new FileInfo(path).LinkTarget?.StartsWith("socket:", StringComparison.Ordinal) is true);
}
