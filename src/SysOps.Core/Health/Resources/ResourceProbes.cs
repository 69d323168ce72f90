using SysOps.Health.Resources.Linux;
using SysOps.Settings;

namespace SysOps.Health.Resources;

/// <summary>The probes of this machine: cpu, memory, each volume, network.</summary>
public static class ResourceProbes
{
    public static IReadOnlyList<IHealthProbe> Create(SystemSettings settings) =>
        Create(settings, OperatingSystem.IsLinux() ? new LinuxMachine() : new PortableMachine());

    public static IReadOnlyList<IHealthProbe> Create(SystemSettings settings, IMachine machine) =>
    [
        new CpuProbe(machine, settings.Resources),
        new MemoryProbe(machine, settings.Resources),
        .. Volumes(settings).Select(machine.MountPointOf).Distinct(StringComparer.Ordinal).Select(volume => new DiskProbe(machine, settings.Resources, volume)),
        new NetworkProbe(machine, settings.Resources),
    ];

    /// <summary>The configured paths, else the places that the system writes to, else the root.</summary>
    private static IReadOnlyList<string> Volumes(SystemSettings settings)
    {
        if (settings.Resources.Volumes.Count > 0)
        {
            return settings.Resources.Volumes;
        }

        string?[] places = [SqliteFile.FolderOf(settings.Database), settings.WorkspacesPath, settings.LogsPath, settings.BackupsPath];
        string[] used = [.. places.OfType<string>()];
        return used.Length > 0 ? used : [Path.GetPathRoot(Environment.CurrentDirectory)!];
    }
}
