using System.Globalization;

namespace SysOps.Health.Resources.Linux;

/// <summary>
/// The control group of this process, version 2 or 1. A limit may stand in any group above it, and the tightest one
/// counts; what was used is then read from that group too (https://docs.kernel.org/admin-guide/cgroup-v2.html).
/// </summary>
public sealed class ControlGroup
{
    private readonly ControlGroupFiles _files;
    private readonly ControlGroupPlaces _places;

    /// <param name="files">The names of the files of its version.</param>
    /// <param name="places">Where its controllers are.</param>
    public ControlGroup(ControlGroupFiles files, ControlGroupPlaces places)
    {
        _files = files;
        _places = places;
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
        return locator.Unified() is { } unified
            ? new ControlGroup(ControlGroupFiles.Version2, ControlGroupPlaces.Unified(unified))
            : new ControlGroup(ControlGroupFiles.Version1, locator.Legacy());
    }

    /// <summary>Null when nothing limits it below the machine's own CPUs.</summary>
    public CpuLimit? CpuLimit(int machineCores)
    {
        (string Group, double Cores)? quota = Tightest(_places.Cpu, _files.ReadCores);
        (string Group, double Cores)? set = Tightest(_places.CpuSet, folder => _files.ReadCpuSet(folder));
        (string Group, double Cores)? limit = quota is null || set?.Cores < quota.Value.Cores ? set : quota;
        return limit is { } tightest && tightest.Cores < machineCores ? new CpuLimit(tightest.Cores, UsageOf(tightest.Group)) : null;
    }

    /// <summary>Null when there is no limit.</summary>
    public MemoryLimit? MemoryLimit() =>
        Tightest(_places.Memory, _files.ReadMemoryLimit) is { } limit && _files.ReadWorkingSet(_places.Memory!.At(limit.Group)) is { } used
            ? new MemoryLimit(limit.Value, used) { Swap = _files.ReadSwap(_places.Memory.At(limit.Group)) }
            : null;

    /// <summary>Null where the version or the root group does not count them.</summary>
    public long? OutOfMemoryKills() => _places.Memory is { } memory ? KeyedFile.Read(Path.Combine(memory.Folder, _files.MemoryEvents), "oom_kill") : null;

    /// <summary>The file with this group's own pressure; null where there is none.</summary>
    public string? PressureFile(string resource)
    {
        string path = Path.Combine(_places.Cpu?.Folder ?? "", string.Create(CultureInfo.InvariantCulture, $"{resource}.pressure"));
        return File.Exists(path) ? path : null;
    }

    // Of groups with the same limit the uppermost counts: those below share it.
    private static (string Group, T Value)? Tightest<T>(ControllerFolder? place, Func<string, T?> read)
        where T : struct, IComparable<T>
    {
        (string Group, T Value)? tightest = null;
        foreach (string folder in place?.Upward() ?? [])
        {
            if (read(folder) is { } value && (tightest is null || value.CompareTo(tightest.Value.Value) <= 0))
            {
                tightest = (place!.GroupOf(folder), value);
            }
        }

        return tightest;
    }

    // Version 1 may account for CPU time elsewhere, in groups of its own; then only the same group's account says anything.
    private TimeSpan? UsageOf(string group) =>
        _places.CpuTime is { } account && account.Upward().Contains(account.At(group), StringComparer.Ordinal) ? _files.ReadCpuUsage(account.At(group)) : null;
}
