using SysOps.Health.Resources;

namespace SysOps.Core.Tests.Health.Resources;

/// <summary>How containers, slices and old kernels show a process its limits; a machine with four CPUs, 16 GiB and 2 GiB of swap.</summary>
public sealed class RecordedControlGroupTests
{
    private const string Unified = "29 23 0:26 / /sys/fs/cgroup rw,nosuid,nodev,noexec,relatime shared:9 - cgroup2 cgroup2 rw,nsdelegate,memory_recursiveprot";
    private const string Controllers = "cgroup.controllers=cpuset cpu io memory hugetlb pids rdma misc";
    private const string None = "memory.limit_in_bytes=9223372036854771712";

    [Fact]
    public void Version_2_docker_with_a_namespace_of_its_own_is_the_root_that_it_sees()
    {
        using RecordedTree tree = new RecordedTree(["0::/"], "1290 1286 0:26 / /sys/fs/cgroup ro,nosuid,nodev,noexec,relatime - cgroup2 cgroup rw,nsdelegate,memory_recursiveprot")
            .With("", Controllers, "cpu.max=150000 100000", "cpu.stat=usage_usec 3000000", "cpuset.cpus.effective=0-3", "memory.max=536870912", "memory.current=300000000", "memory.stat=anon 1\ninactive_file 50000000", "memory.swap.max=268435456", "memory.swap.current=4096", "memory.events=oom 4\noom_kill 2", "cpu.pressure=some avg10=12.50 avg60=1.00 avg300=0.10 total=1\nfull avg10=0.00 avg60=0.00 avg300=0.00 total=0");

        AssertCpu(tree, 1.5, 3);
        MemoryMetrics memory = AssertMemory(tree, 536870912, 250000000);
        Assert.Equal((268435456L, 4096L), (memory.SwapTotalBytes, memory.SwapUsedBytes));
        Assert.Equal((2L << 30, 1L << 30), (memory.HostSwapTotalBytes, memory.HostSwapUsedBytes));
        Assert.Equal(2, memory.OutOfMemoryKills);
        Assert.Equal(12.5, tree.Machine.ReadLoad().PressurePercent);
    }

    [Fact]
    public void Version_2_a_slice_above_the_service_may_hold_the_limit()
    {
        using RecordedTree tree = new RecordedTree(["0::/system.slice/app.service"], Unified)
            .With("", Controllers, "cpuset.cpus.effective=0-3", "cpu.stat=usage_usec 900000000")
            .With("system.slice", Controllers, "cpu.max=200000 100000", "cpu.stat=usage_usec 5000000", "memory.max=4294967296", "memory.current=2000000000", "memory.stat=inactive_file 0")
            .With("system.slice/app.service", "cpu.max=max 100000", "cpu.stat=usage_usec 1", "memory.max=max", "memory.current=1", "memory.stat=inactive_file 0");

        AssertCpu(tree, 2, 5);
        MemoryMetrics memory = AssertMemory(tree, 4294967296, 2000000000);
        Assert.Equal((2L << 30, 1L << 30), (memory.SwapTotalBytes, memory.SwapUsedBytes));
    }

    [Fact]
    public void Version_2_a_pod_and_its_container_with_the_same_limit_share_what_the_pod_used()
    {
        using RecordedTree tree = new RecordedTree(["0::/kubepods/pod1/c1"], Unified)
            .With("", Controllers)
            .With("kubepods/pod1", "cpu.max=100000 100000", "cpu.stat=usage_usec 9000000", "memory.max=1073741824", "memory.current=900000000", "memory.stat=inactive_file 0")
            .With("kubepods/pod1/c1", "cpu.max=100000 100000", "cpu.stat=usage_usec 1000000", "memory.max=1073741824", "memory.current=100000000", "memory.stat=inactive_file 0");

        AssertCpu(tree, 1, 9);
        AssertMemory(tree, 1073741824, 900000000);
    }

    [Fact]
    public void Version_2_a_set_of_cpus_is_a_limit_as_well()
    {
        using RecordedTree tree = new RecordedTree(["0::/"], Unified)
            .With("", Controllers, "cpu.max=max 100000", "cpuset.cpus.effective=0,2", "cpu.stat=usage_usec 2000000", "memory.max=max");

        AssertCpu(tree, 2, 2);
    }

    [Fact]
    public void Version_2_without_its_memory_controller_still_limits_the_cpu()
    {
        using RecordedTree tree = new RecordedTree(["0::/app"], Unified)
            .With("", "cgroup.controllers=cpuset cpu io pids")
            .With("app", "cpu.max=50000 100000", "cpu.stat=usage_usec 1000000");

        AssertCpu(tree, 0.5, 1);
        Assert.Null(tree.Machine.ReadMemory().LimitBytes);
    }

    [Fact]
    public void Version_2_a_process_put_into_a_namespace_from_outside_counts_to_the_root_that_it_sees()
    {
        using RecordedTree tree = new RecordedTree(["0::/../../user.slice"], Unified)
            .With("", Controllers, "cpu.max=100000 100000", "cpu.stat=usage_usec 1000000", "memory.max=max");

        AssertCpu(tree, 1, 1);
    }

    [Fact]
    public void Version_1_docker_sees_its_own_group_as_the_mount()
    {
        using RecordedTree tree = new RecordedTree(
            ["12:memory:/docker/abc", "5:cpu,cpuacct:/docker/abc", "3:cpuset:/docker/abc", "1:name=systemd:/docker/abc", "0::/system.slice/containerd.service"],
            "810 800 0:30 /docker/abc /sys/fs/cgroup/cpu,cpuacct ro,nosuid,nodev,noexec,relatime master:11 - cgroup cgroup rw,cpu,cpuacct",
            "811 800 0:33 /docker/abc /sys/fs/cgroup/memory ro,nosuid,nodev,noexec,relatime master:15 - cgroup cgroup rw,memory",
            "812 800 0:34 /docker/abc /sys/fs/cgroup/cpuset ro,nosuid,nodev,noexec,relatime master:16 - cgroup cgroup rw,cpuset")
            .With("cpu,cpuacct", "cpu.cfs_quota_us=50000", "cpu.cfs_period_us=100000", "cpuacct.usage=4000000000")
            .With("memory", "memory.limit_in_bytes=268435456", "memory.usage_in_bytes=200000000", "memory.stat=total_inactive_file 20000000", "memory.memsw.limit_in_bytes=536870912", "memory.memsw.usage_in_bytes=201000000", "memory.oom_control=oom_kill_disable 0\nunder_oom 0\noom_kill 7")
            .With("cpuset", "cpuset.cpus=0-3");

        AssertCpu(tree, 0.5, 4);
        MemoryMetrics memory = AssertMemory(tree, 268435456, 180000000);
        Assert.Equal((268435456L, 1000000L), (memory.SwapTotalBytes, memory.SwapUsedBytes));
        Assert.Equal(7, memory.OutOfMemoryKills);
    }

    [Fact]
    public void Version_1_the_account_of_cpu_time_may_be_a_hierarchy_of_its_own()
    {
        using RecordedTree tree = Separate("/jobs/one", "/jobs/one");
        AssertCpu(tree, 0.25, 6);
    }

    [Fact]
    public void Version_1_a_limit_whose_use_is_not_accounted_leaves_the_use_unknown()
    {
        using RecordedTree tree = Separate("/jobs/one", "/elsewhere");
        CpuSample sample = tree.Machine.ReadCpu()!;
        CpuMetrics metrics = CpuUse.Between(sample, sample with { At = sample.At + TimeSpan.FromSeconds(1), Busy = sample.Busy + TimeSpan.FromSeconds(1), Total = sample.Total + TimeSpan.FromSeconds(4) }, new CpuMetrics());

        Assert.Equal((0.25, null), (sample.GroupLimit, sample.Group));
        Assert.Null(metrics.UsedPercent);
        Assert.Equal(25, metrics.HostUsedPercent!.Value, precision: 6);
    }

    [Fact]
    public void Beside_version_1_a_version_2_without_controllers_does_not_count()
    {
        using RecordedTree tree = new RecordedTree(
            ["4:memory:/app", "1:cpu:/", "0::/"],
            "35 31 0:32 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory",
            "41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw")
            .With("unified", "cgroup.controllers=hugetlb", "memory.max=1")
            .With("memory", None)
            .With("memory/app", "memory.limit_in_bytes=1073741824", "memory.usage_in_bytes=1000", "memory.stat=total_inactive_file 0");

        Assert.Null(tree.Machine.ReadCpu()!.GroupLimit);
        AssertMemory(tree, 1073741824, 1000);
    }

    [Fact]
    public void A_limit_above_the_machine_is_none()
    {
        using RecordedTree tree = new RecordedTree(["0::/"], Unified)
            .With("", Controllers, "cpu.max=800000 100000", "cpu.stat=usage_usec 1", "memory.max=68719476736", "memory.current=1", "memory.stat=inactive_file 0");

        Assert.Null(tree.Machine.ReadCpu()!.GroupLimit);
        MemoryMetrics memory = tree.Machine.ReadMemory();
        Assert.Null(memory.LimitBytes);
        Assert.Equal((16L << 30, 8L << 30, 50.0), (memory.TotalBytes, memory.UsedBytes, memory.UsedPercent));
    }

    private static RecordedTree Separate(string cpu, string account) => new RecordedTree(
        [$"2:cpuacct:{account}", $"1:cpu:{cpu}"],
        "32 31 0:29 / /sys/fs/cgroup/cpu rw,relatime - cgroup cgroup rw,cpu",
        "33 31 0:30 / /sys/fs/cgroup/cpuacct rw,relatime - cgroup cgroup rw,cpuacct")
        .With("cpu/jobs/one", "cpu.cfs_quota_us=-1", "cpu.cfs_period_us=100000")
        .With("cpu/jobs", "cpu.cfs_quota_us=25000", "cpu.cfs_period_us=100000")
        .With("cpuacct/jobs", "cpuacct.usage=6000000000")
        .With("cpuacct/jobs/one", "cpuacct.usage=1")
        .With("cpuacct/elsewhere", "cpuacct.usage=2");

    private static void AssertCpu(RecordedTree tree, double cores, double usedSeconds)
    {
        CpuSample sample = tree.Machine.ReadCpu()!;
        Assert.Equal((cores, TimeSpan.FromSeconds(usedSeconds), 4), (sample.GroupLimit, sample.Group, sample.CoreCount));
    }

    private static MemoryMetrics AssertMemory(RecordedTree tree, long limit, long used)
    {
        MemoryMetrics memory = tree.Machine.ReadMemory();
        Assert.Equal((limit, limit, used, limit - used), (memory.LimitBytes, memory.TotalBytes, memory.UsedBytes, memory.AvailableBytes));
        Assert.Equal(100.0 * used / limit, memory.UsedPercent!.Value, precision: 6);
        Assert.Equal((16L << 30, 8L << 30, 50.0), (memory.HostTotalBytes, memory.HostAvailableBytes, memory.HostUsedPercent));
        return memory;
    }
}
