using System.Globalization;

namespace SysOps.Health.Resources.Linux;

/// <summary>Control groups, version 2 (https://docs.kernel.org/admin-guide/cgroup-v2.html).</summary>
internal sealed class ControlGroupVersion2 : ControlGroupFiles
{
    public override string MemoryEvents => "memory.events";

    public override double? ReadCores(string folder)
    {
        string path = Path.Combine(folder, "cpu.max");
        string[] parts = File.Exists(path) ? File.ReadAllText(path).Trim().Split(' ') : [];
        return parts.Length == 2 && long.TryParse(parts[0], CultureInfo.InvariantCulture, out long quota) ? (double)quota / long.Parse(parts[1], CultureInfo.InvariantCulture) : null;
    }

    public override double? ReadCpuSet(string folder) => CpuList.ReadCount(Path.Combine(folder, "cpuset.cpus.effective"));

    public override TimeSpan? ReadCpuUsage(string folder) => KeyedFile.Read(Path.Combine(folder, "cpu.stat"), "usage_usec") is { } usage ? TimeSpan.FromMicroseconds(usage) : null;

    public override long? ReadMemoryLimit(string folder) => KeyedFile.ReadSingle(Path.Combine(folder, "memory.max"));

    public override long? ReadWorkingSet(string folder) =>
        KeyedFile.ReadSingle(Path.Combine(folder, "memory.current")) - (KeyedFile.Read(Path.Combine(folder, "memory.stat"), "inactive_file") ?? 0);

    public override SwapLimit? ReadSwap(string folder) =>
        KeyedFile.ReadSingle(Path.Combine(folder, "memory.swap.current")) is { } used ? new SwapLimit(KeyedFile.ReadSingle(Path.Combine(folder, "memory.swap.max")), used) : null;
}
