using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;
using SysOps.Files;

namespace SysOps.Health.Resources.Linux;

/// <summary>A Linux machine, by /proc, /sys and system calls; the control group's limits count where there are any.</summary>
[SupportedOSPlatform("linux")]
public sealed class LinuxMachine : IMachine
{
    private readonly string _proc;
    private readonly string _sys;
    private readonly ControlGroup? _group;

    /// <param name="proc">Where proc is mounted.</param>
    /// <param name="sys">Where sysfs is mounted.</param>
    /// <param name="group">The control group whose limits count; found by itself when not given.</param>
    public LinuxMachine(string proc = "/proc", string sys = "/sys", ControlGroup? group = null)
    {
        _proc = proc;
        _sys = sys;
        _group = group ?? ControlGroup.OfThisProcess(proc);
    }

    public CpuSample? ReadCpu()
    {
        ProcStat stat = ProcStat.Parse(File.ReadAllText(Path.Combine(_proc, "stat")));
        CpuLimit? limit = _group?.CpuLimit(stat.CoreCount);
        return new CpuSample
        {
            At = Stopwatch.GetElapsedTime(0),
            Busy = stat.Busy,
            Total = stat.Total,
            Own = Environment.CpuUsage.TotalTime,
            CoreCount = stat.CoreCount,
            Group = limit?.Usage,
            GroupLimit = limit?.Cores,
        };
    }

    public CpuMetrics ReadLoad()
    {
        string[] load = File.ReadAllText(Path.Combine(_proc, "loadavg")).Split(' ');
        return new CpuMetrics
        {
            Load1 = double.Parse(load[0], CultureInfo.InvariantCulture),
            Load5 = double.Parse(load[1], CultureInfo.InvariantCulture),
            Load15 = double.Parse(load[2], CultureInfo.InvariantCulture),
            PressurePercent = Pressure("cpu"),
        };
    }

    public MemoryMetrics ReadMemory() => LinuxMemory.Read(MemoryInfo.Parse(File.ReadLines(Path.Combine(_proc, "meminfo"))), _group?.MemoryLimit()) with
    {
        PressurePercent = Pressure("memory"),
        OutOfMemoryKills = _group?.OutOfMemoryKills() ?? KeyedFile.Read(Path.Combine(_proc, "vmstat"), "oom_kill"),
    };

    public NetworkSample? ReadNetwork() => new()
    {
        At = Stopwatch.GetElapsedTime(0),
        Interfaces = NetworkInterfaces.Counted(
            NetworkInterfaces.Parse(File.ReadLines(Path.Combine(_proc, "self", "net", "dev"))),
            name => Directory.Exists(Path.Combine(_sys, "class", "net", name, "device"))),
    };

    public (long Open, long Limit)? ReadOpenFiles()
    {
        string[] figures = File.ReadAllText(Path.Combine(_proc, "sys", "fs", "file-nr")).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return (long.Parse(figures[0], CultureInfo.InvariantCulture), long.TryParse(figures[2], CultureInfo.InvariantCulture, out long limit) ? limit : long.MaxValue);
    }

    public string MountPointOf(string path)
    {
        MountTable mounts = Mounts();
        return mounts.Holding(new MountedPath(mounts).Resolve(path));
    }

    public DiskMetrics ReadVolume(string mountPoint)
    {
        FileSystemUsage usage = FileSystemUsage.Of(mountPoint);
        return new DiskMetrics
        {
            MountPoint = mountPoint,
            FileSystem = Mounts().TypeOf(mountPoint),
            TotalBytes = usage.TotalBytes,
            AvailableBytes = usage.AvailableBytes,
            UsedBytes = usage.UsedBytes,
            UsedPercent = usage.UsedPercent,
            InodesFree = usage.Inodes == 0 ? null : usage.InodesFree,
            InodesUsedPercent = usage.Inodes == 0 ? null : 100.0 * (usage.Inodes - usage.InodesFree) / usage.Inodes,
            IsReadOnly = usage.IsReadOnly,
        };
    }

    private MountTable Mounts() => MountTable.Parse(File.ReadLines(Path.Combine(_proc, "self", "mountinfo")));

    // Kernels without PSI, and containers that hide it, have no such file.
    private double? Pressure(string resource)
    {
        string path = _group?.PressureFile(resource) ?? Path.Combine(_proc, "pressure", resource);
        return File.Exists(path) ? PressureFile.SomeAverage10(path) : null;
    }
}
