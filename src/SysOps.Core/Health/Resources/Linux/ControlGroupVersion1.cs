namespace SysOps.Health.Resources.Linux;

/// <summary>Control groups, version 1 (https://docs.kernel.org/admin-guide/cgroup-v1/index.html).</summary>
internal sealed class ControlGroupVersion1 : ControlGroupFiles
{
    // No limit is shown as the largest number of whole pages.
    private const long Unlimited = long.MaxValue / 4096 * 4096 / 2;

    public override string MemoryEvents => "memory.oom_control";

    public override double? ReadCores(string folder) =>
        KeyedFile.ReadSingle(Path.Combine(folder, "cpu.cfs_quota_us")) is > 0 and { } quota && KeyedFile.ReadSingle(Path.Combine(folder, "cpu.cfs_period_us")) is > 0 and { } period
            ? (double)quota / period
            : null;

    // What it really gets, parents' settings included, stands in the longer name.
    public override double? ReadCpuSet(string folder) => CpuList.ReadCount(Path.Combine(folder, "cpuset.effective_cpus")) ?? CpuList.ReadCount(Path.Combine(folder, "cpuset.cpus"));

    public override TimeSpan? ReadCpuUsage(string folder) => KeyedFile.ReadSingle(Path.Combine(folder, "cpuacct.usage")) is { } nanoseconds ? TimeSpan.FromTicks(nanoseconds / 100) : null;

    public override long? ReadMemoryLimit(string folder) => KeyedFile.ReadSingle(Path.Combine(folder, "memory.limit_in_bytes")) is { } limit and < Unlimited ? limit : null;

    public override long? ReadWorkingSet(string folder) =>
        KeyedFile.ReadSingle(Path.Combine(folder, "memory.usage_in_bytes")) - (KeyedFile.Read(Path.Combine(folder, "memory.stat"), "total_inactive_file") ?? 0);

    // These files count memory and swap together; without swap accounting they are not there.
    public override SwapLimit? ReadSwap(string folder) =>
        KeyedFile.ReadSingle(Path.Combine(folder, "memory.memsw.usage_in_bytes")) - KeyedFile.ReadSingle(Path.Combine(folder, "memory.usage_in_bytes")) is { } used
            ? new SwapLimit(KeyedFile.ReadSingle(Path.Combine(folder, "memory.memsw.limit_in_bytes")) is { } limit and < Unlimited ? Math.Max(0, limit - (ReadMemoryLimit(folder) ?? 0)) : null, Math.Max(0, used))
            : null;
}
