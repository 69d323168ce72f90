using System.Diagnostics;
using System.Net.NetworkInformation;

namespace SysOps.Health.Resources;

/// <summary>What .NET alone can tell of a machine: for Windows and macOS.</summary>
public sealed class PortableMachine : IMachine
{
    // No portable way is known to read the whole machine's CPU time.
    public CpuSample? ReadCpu() => null;

    public CpuMetrics ReadLoad() => new() { CoreCount = Environment.ProcessorCount };

    public MemoryMetrics ReadMemory()
    {
        // Before the first collection the collector knows of no memory at all.
        GCMemoryInfo memory = GC.GetGCMemoryInfo();
        long total = memory.TotalAvailableMemoryBytes;
        long used = memory.MemoryLoadBytes;
        return used <= 0 || total <= 0 ? new MemoryMetrics() : new MemoryMetrics
        {
            TotalBytes = total,
            UsedBytes = used,
            AvailableBytes = total - used,
            UsedPercent = Math.Clamp(100.0 * used / total, 0, 100),
        };
    }

    public NetworkSample? ReadNetwork() => new()
    {
        At = Stopwatch.GetElapsedTime(0),
        Interfaces =
        [
            .. from adapter in NetworkInterface.GetAllNetworkInterfaces()
               where adapter.NetworkInterfaceType is not NetworkInterfaceType.Loopback && adapter.OperationalStatus is OperationalStatus.Up
               select Counters(adapter),
        ],
    };

    public (long Open, long Limit)? ReadOpenFiles() => null;

    public string MountPointOf(string path) =>
        DriveInfo.GetDrives()
            .Select(drive => drive.RootDirectory.FullName)
            .Where(root => path.StartsWith(root, StringComparison.OrdinalIgnoreCase))
            .MaxBy(root => root.Length) ?? Path.GetPathRoot(path) ?? path;

    public DiskMetrics ReadVolume(string mountPoint)
    {
        var drive = new DriveInfo(mountPoint);
        long used = drive.TotalSize - drive.TotalFreeSpace;
        return new DiskMetrics
        {
            MountPoint = mountPoint,
            FileSystem = drive.DriveFormat,
            TotalBytes = drive.TotalSize,
            AvailableBytes = drive.AvailableFreeSpace,
            UsedBytes = used,
            UsedPercent = used + drive.AvailableFreeSpace == 0 ? 0 : 100.0 * used / (used + drive.AvailableFreeSpace),
        };
    }

    private static InterfaceCounters Counters(NetworkInterface adapter)
    {
        IPInterfaceStatistics figures = adapter.GetIPStatistics();
        return new InterfaceCounters(
            adapter.Name,
            figures.BytesReceived,
            figures.BytesSent,
            figures.IncomingPacketsWithErrors + figures.OutgoingPacketsWithErrors,
            figures.IncomingPacketsDiscarded + (OperatingSystem.IsMacOS() ? 0 : figures.OutgoingPacketsDiscarded));
    }
}
