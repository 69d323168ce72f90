using System.Globalization;

namespace SysOps.Health.Resources.Linux;

/// <summary>
/// The control group of this process, version 2 or 1. A limit may stand in any group above it, and the tightest one
/// counts; what was used is then read from that group too (https://docs.kernel.org/admin-guide/cgroup-v2.html).
/// </summary>
public sealed class ControlGroup
{
    private readonly ControlGroupFiles _files;
    private readonly ControllerFolder _cpu;
    private readonly ControllerFolder _memory;

    /// <param name="files">The names of the files of its version.</param>
    /// <param name="cpu">Where its CPU controller is.</param>
    /// <param name="memory">Where its memory controller is.</param>
    public ControlGroup(ControlGroupFiles files, ControllerFolder cpu, ControllerFolder memory)
    {
        _files = files;
        _cpu = cpu;
        _memory = memory;
    }

    /// <summary>Null where there are no control groups to see.</summary>
    public static ControlGroup? OfThisProcess(string proc)
    {
        string groups = Path.Combine(proc, "self", "cgroup");
        if (!File.Exists(groups))
        {
            return null;
        }

        var locator = new ControllerLocator(File.ReadAllLines(groups), MountTable.Parse(File.ReadLines(Path.Combine(proc, "self", "mountinfo"))));
        if (locator.Unified() is { } unified)
        {
            return new ControlGroup(ControlGroupFiles.Version2, unified, unified);
        }

        return locator.Legacy("cpu") is { } cpu && locator.Legacy("memory") is { } memory ? new ControlGroup(ControlGroupFiles.Version1, cpu, memory) : null;
    }

    /// <summary>Null when nothing limits it below the machine's own CPUs.</summary>
    public CpuLimit? CpuLimit(int machineCores)
    {
        (string Folder, double Cores)? tightest = null;
        foreach (string folder in _cpu.Upward())
        {
            if (_files.ReadCores(folder) is { } cores && cores < (tightest?.Cores ?? machineCores))
            {
                tightest = (folder, cores);
            }
        }

        return tightest is { } limit && _files.ReadCpuUsage(limit.Folder) is { } usage ? new CpuLimit(limit.Cores, usage) : null;
    }

    /// <summary>Null when there is no limit.</summary>
    public MemoryLimit? MemoryLimit()
    {
        (string Folder, long Bytes)? tightest = null;
        foreach (string folder in _memory.Upward())
        {
            if (_files.ReadMemoryLimit(folder) is { } bytes && bytes < (tightest?.Bytes ?? long.MaxValue))
            {
                tightest = (folder, bytes);
            }
        }

        return tightest is { } limit && _files.ReadWorkingSet(limit.Folder) is { } used ? new MemoryLimit(limit.Bytes, used) : null;
    }

    /// <summary>Null where the version or the root group does not count them.</summary>
    public long? OutOfMemoryKills() => KeyedFile.Read(Path.Combine(_memory.Folder, _files.MemoryEvents), "oom_kill");

    /// <summary>The file with this group's own pressure; null where there is none.</summary>
    public string? PressureFile(string resource)
    {
        string path = Path.Combine(_cpu.Folder, string.Create(CultureInfo.InvariantCulture, $"{resource}.pressure"));
        return File.Exists(path) ? path : null;
    }
}
