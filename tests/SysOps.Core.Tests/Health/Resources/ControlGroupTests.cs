using SysOps.Health.Resources;
using SysOps.Health.Resources.Linux;
using SysOps.Testing;

namespace SysOps.Core.Tests.Health.Resources;

/// <summary>Limits of control groups, by trees of files as the kernel shows them in containers.</summary>
public sealed class ControlGroupTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void In_version_2_the_tightest_limit_above_counts_with_what_its_group_used()
    {
        Write("pod/cpu.max", "50000 100000");
        Write("pod/cpu.stat", "usage_usec 7000000\nuser_usec 1\n");
        Write("pod/memory.max", "1073741824");
        Write("pod/memory.current", "800000000");
        Write("pod/memory.stat", "anon 1\ninactive_file 300000000\n");
        Write("pod/container/cpu.max", "max 100000");
        Write("pod/container/cpu.stat", "usage_usec 1\n");
        Write("pod/container/memory.max", "max");
        Write("pod/container/memory.events", "low 0\noom 1\noom_kill 3\n");
        var group = Group(ControlGroupFiles.Version2, "pod/container");

        Assert.Equal(new CpuLimit(0.5, TimeSpan.FromSeconds(7)), group.CpuLimit(machineCores: 8));
        Assert.Equal(new MemoryLimit(1073741824, 500000000), group.MemoryLimit());
        Assert.Equal(3, group.OutOfMemoryKills());
    }

    [Fact]
    public void In_version_1_quota_and_limit_count_and_the_largest_number_is_none()
    {
        Write("c/cpu.cfs_quota_us", "150000");
        Write("c/cpu.cfs_period_us", "100000");
        Write("c/cpuacct.usage", "2000000000");
        Write("c/memory.limit_in_bytes", "536870912");
        Write("c/memory.usage_in_bytes", "400000000");
        Write("c/memory.stat", "cache 1\ntotal_inactive_file 100000000\n");
        Write("memory.limit_in_bytes", "9223372036854771712");
        var group = Group(ControlGroupFiles.Version1, "c");

        Assert.Equal(new CpuLimit(1.5, TimeSpan.FromSeconds(2)), group.CpuLimit(machineCores: 4));
        Assert.Equal(new MemoryLimit(536870912, 300000000), group.MemoryLimit());
    }

    [Fact]
    public void Without_limits_the_machine_counts()
    {
        Write("a/cpu.max", "max 100000");
        Write("a/memory.max", "max");
        var group = Group(ControlGroupFiles.Version2, "a");

        Assert.Null(group.CpuLimit(machineCores: 4));
        Assert.Null(group.MemoryLimit());
    }

    [Fact]
    public void A_containers_percentages_are_of_its_limit_and_the_hosts_stand_beside()
    {
        var host = new MemoryInfo(Total: 16L << 30, Available: 12L << 30, SwapTotal: 0, SwapFree: 0);

        MemoryMetrics memory = LinuxMemory.Read(host, new MemoryLimit(1L << 30, 900L << 20));
        CpuMetrics cpu = CpuUse.Between(Sample(0, 0, group: 0), Sample(1, busySeconds: 3, group: 0.4), new CpuMetrics());

        Assert.Equal(900.0 / 1024 * 100, memory.UsedPercent!.Value, precision: 6);
        Assert.Equal(25, memory.HostUsedPercent!.Value, precision: 6);
        Assert.Equal(80, cpu.UsedPercent!.Value, precision: 6);
        Assert.Equal(75, cpu.HostUsedPercent!.Value, precision: 6);
    }

    [Fact]
    public void What_this_process_used_itself_is_left_out_of_the_figure()
    {
        CpuSample first = Sample(0, 0, null);
        CpuSample last = Sample(1, busySeconds: 2, null) with { Own = TimeSpan.FromSeconds(1) };

        CpuMetrics cpu = CpuUse.Between(first, last, new CpuMetrics());

        Assert.Equal(25, cpu.UsedPercent!.Value, precision: 6);
        Assert.Equal(50, cpu.HostUsedPercent!.Value, precision: 6);
        Assert.Equal(25, cpu.OwnPercent!.Value, precision: 6);
    }

    private static CpuSample Sample(double at, double busySeconds, double? group) => new()
    {
        At = TimeSpan.FromSeconds(at),
        Busy = TimeSpan.FromSeconds(busySeconds),
        Total = TimeSpan.FromSeconds(4 * at),
        Own = TimeSpan.Zero,
        CoreCount = 4,
        Group = group is { } used ? TimeSpan.FromSeconds(used) : null,
        GroupLimit = group is null ? null : 0.5,
    };

    private ControlGroup Group(ControlGroupFiles files, string folder)
    {
        var place = new ControllerFolder(_folder.Path, Path.Combine(_folder.Path, folder));
        return new ControlGroup(files, ControlGroupPlaces.Unified(place));
    }

    private void Write(string name, string content)
    {
        string path = Path.Combine(_folder.Path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content + "\n");
    }
}
