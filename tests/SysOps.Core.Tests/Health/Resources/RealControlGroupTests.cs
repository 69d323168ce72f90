using System.Diagnostics;
using System.Globalization;
using SysOps.Health.Resources;
using SysOps.Health.Resources.Linux;
using SysOps.Testing;
using SysOps.Testing.Resources;

namespace SysOps.Core.Tests.Health.Resources;

/// <summary>On a control group that the kernel of this machine enforces, seen as a process within it sees it.</summary>
public sealed class RealControlGroupTests
{
    private const long Limit = 64L << 20;
    private const double Cores = 0.25;
    private const string UsesBoth = "text=$(head -c 20000000 /dev/zero | tr '\\0' x); echo ready; while :; do :; done";

    [Fact]
    public async Task The_limits_and_the_use_of_a_real_group_are_those_that_the_kernel_tells()
    {
        LimitedGroup? made = LimitedGroup.TryCreate(Cores, Limit);
        Assert.SkipWhen(made is null, "This user may not make a control group on this machine; RecordedControlGroupTests cover the reading.");
        await using LimitedGroup group = made;
        using var folder = new TemporaryFolder();
        using Process process = group.Start("sh", "-c", UsesBoth);
        try
        {
            Assert.Equal("ready", await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken));
            var machine = new LinuxMachine(ProcOf(process, folder));

            TimeSpan before = UsageOf(group);
            CpuSample cpu = machine.ReadCpu()!;
            TimeSpan after = UsageOf(group);
            MemoryMetrics memory = machine.ReadMemory();
            long used = WorkingSetOf(group);

            Assert.Equal(Cores, cpu.GroupLimit);
            Assert.True(before > TimeSpan.Zero);
            Assert.InRange(cpu.Group!.Value, before, after);
            Assert.Equal(Limit, memory.LimitBytes);
            Assert.Equal(Limit, memory.TotalBytes);
            Assert.InRange(memory.UsedBytes!.Value, 20_000_000, Limit);
            Assert.Equal(used, memory.UsedBytes.Value, tolerance: 8.0 * 1024 * 1024);
            Assert.Equal(100.0 * memory.UsedBytes.Value / Limit, memory.UsedPercent!.Value, precision: 6);
            Assert.True(memory.HostTotalBytes > Limit);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }

    /// <summary>A folder like /proc in which <c>self</c> is another process.</summary>
    private static string ProcOf(Process process, TemporaryFolder folder)
    {
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "self"), string.Create(CultureInfo.InvariantCulture, $"/proc/{process.Id}"));
        Array.ForEach(["stat", "meminfo", "loadavg", "pressure", "vmstat"], name => File.CreateSymbolicLink(Path.Combine(folder.Path, name), $"/proc/{name}"));
        return folder.Path;
    }

    private static TimeSpan UsageOf(LimitedGroup group) => group.IsVersion2
        ? TimeSpan.FromMicroseconds(Keyed(group.FolderOf("cpu"), "cpu.stat", "usage_usec"))
        : TimeSpan.FromTicks(group.Number("cpuacct", "cpuacct.usage") / 100);

    private static long WorkingSetOf(LimitedGroup group) => group.IsVersion2
        ? group.Number("memory", "memory.current") - Keyed(group.FolderOf("memory"), "memory.stat", "inactive_file")
        : group.Number("memory", "memory.usage_in_bytes") - Keyed(group.FolderOf("memory"), "memory.stat", "total_inactive_file");

    private static long Keyed(string folder, string file, string name) =>
        long.Parse(File.ReadAllLines(Path.Combine(folder, file)).Single(line => line.Split(' ')[0] == name).Split(' ')[1], CultureInfo.InvariantCulture);
}
