using System.Diagnostics;
using System.Globalization;
using SysOps.Health;
using SysOps.Health.Resources;
using SysOps.Health.Resources.Linux;
using SysOps.Settings;
using SysOps.Testing;

namespace SysOps.Core.Tests.Health.Resources;

public sealed class LinuxMachineTests
{
    [Fact]
    public async Task A_volume_is_told_as_df_tells_it()
    {
        DiskMetrics disk = new LinuxMachine().ReadVolume("/");
        string[] df = (await Tool.RunAsync("df", "--block-size=1", "--output=size,used,avail,pcent,ipcent", "/")).Split('\n')[1].Split(' ', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(Number(df[0]), disk.TotalBytes!.Value, tolerance: 1.0);
        Assert.Equal(Number(df[1]), disk.UsedBytes!.Value, tolerance: 64.0 * 1024 * 1024);
        Assert.Equal(Number(df[2]), disk.AvailableBytes!.Value, tolerance: 64.0 * 1024 * 1024);
        Assert.InRange(disk.UsedPercent!.Value, Number(df[3]) - 1.5, Number(df[3]) + 0.5);
        Assert.InRange(disk.InodesUsedPercent!.Value, Number(df[4]) - 1.5, Number(df[4]) + 0.5);
        Assert.False(disk.IsReadOnly);
    }

    [Fact]
    public async Task Memory_is_told_as_free_tells_it()
    {
        MemoryMetrics memory = new LinuxMachine().ReadMemory();
        string[] free = (await Tool.RunAsync("free", "--bytes")).Split('\n')[1].Split(' ', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(Number(free[1]), memory.HostTotalBytes!.Value, tolerance: 1.0);
        Assert.Equal(Number(free[6]), memory.HostAvailableBytes!.Value, tolerance: 300.0 * 1024 * 1024);
    }

    [Fact]
    public async Task A_busy_process_is_seen_in_the_cpus_use()
    {
        var start = new ProcessStartInfo("sh") { UseShellExecute = false };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("while :; do :; done");
        using Process busy = Process.Start(start)!;
        try
        {
            var metrics = (CpuMetrics)(await Probing.RunAsync(new CpuProbe(new LinuxMachine(), new ResourceSettings()))).Metrics!;

            // One of the CPUs is kept busy; what else the machine does comes on top.
            Assert.InRange(metrics.HostUsedPercent!.Value, 60.0 / metrics.CoreCount, 100);
            Assert.InRange(metrics.Window, TimeSpan.FromMilliseconds(90), TimeSpan.FromSeconds(3));
        }
        finally
        {
            busy.Kill();
            await busy.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task The_number_of_cpus_is_that_of_nproc()
    {
        Assert.Equal(Number(await Tool.RunAsync("nproc", "--all")), new LinuxMachine().ReadCpu()!.CoreCount);
    }

    [Fact]
    public void Load_and_open_files_are_those_that_proc_tells()
    {
        CpuMetrics load = new LinuxMachine().ReadLoad();
        (long open, long limit) = new LinuxMachine().ReadOpenFiles()!.Value;

        string[] expected = File.ReadAllText("/proc/loadavg").Split(' ');
        Assert.Equal(Number(expected[0]), load.Load1!.Value, tolerance: 2.0);
        Assert.Equal(Number(expected[2]), load.Load15!.Value, tolerance: 0.5);
        Assert.Equal(File.Exists("/proc/pressure/cpu"), load.PressurePercent is not null);
        Assert.Equal(Number(File.ReadAllText("/proc/sys/fs/file-max").Trim()), limit);
        Assert.InRange(open, 1, limit);
    }

    [Fact]
    public async Task Swap_is_told_as_free_tells_it()
    {
        MemoryMetrics memory = new LinuxMachine().ReadMemory();
        string[] free = (await Tool.RunAsync("free", "--bytes")).Split('\n')[2].Split(' ', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(Number(free[1]), memory.HostSwapTotalBytes!.Value);
        Assert.Equal(Number(free[2]), memory.HostSwapUsedBytes!.Value, tolerance: 64.0 * 1024 * 1024);
    }

    [Fact]
    public async Task The_rates_of_a_window_are_no_more_than_the_interfaces_counted_around_it()
    {
        Dictionary<string, (long Received, long Sent)> before = CountersOfSysfs();
        ComponentHealth health = await Probing.RunAsync(new NetworkProbe(new LinuxMachine(), new ResourceSettings()));
        Dictionary<string, (long Received, long Sent)> after = CountersOfSysfs();

        var metrics = (NetworkMetrics)health.Metrics!;
        Assert.InRange(metrics.ReceivedBytesPerSecond!.Value * metrics.Window.TotalSeconds, 0, 1 + metrics.Interfaces.Sum(name => after[name].Received - before[name].Received));
        Assert.InRange(metrics.SentBytesPerSecond!.Value * metrics.Window.TotalSeconds, 0, 1 + metrics.Interfaces.Sum(name => after[name].Sent - before[name].Sent));
        Assert.InRange(metrics.OpenFilesPercent!.Value, 0, 100);
    }

    [Fact]
    public void Rates_errors_and_drops_are_what_the_counters_rose_by_in_the_window()
    {
        var first = new NetworkSample { At = TimeSpan.FromSeconds(10), Interfaces = [new("eth0", 1000, 2000, 1, 2), new("eth1", 5, 5, 0, 0), new("gone", 1, 1, 1, 1)] };
        var last = new NetworkSample { At = TimeSpan.FromSeconds(10.5), Interfaces = [new("eth0", 2000, 2500, 4, 3), new("eth1", 4, 4, 9, 9), new("new", 900, 900, 9, 9)] };

        NetworkMetrics metrics = NetworkRule.Between(first, last);
        HealthCheck check = NetworkRule.Judge(metrics, new ResourceSettings { NetworkErrors = new Threshold(Warning: 7) })[0];

        Assert.Equal((2000.0, 1000.0, 6.0, 2.0), (metrics.ReceivedBytesPerSecond, metrics.SentBytesPerSecond, metrics.ErrorsPerSecond, metrics.DropsPerSecond));
        Assert.Equal((HealthStatus.Degraded, 8.0), (check.Status, check.Value));
    }

    [Fact]
    public void Cpu_time_agrees_with_proc_stat_over_the_same_window()
    {
        string[] before = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        CpuSample sample = new LinuxMachine().ReadCpu()!;

        double total = before.Skip(1).Take(8).Sum(figure => Number(figure)) / 100;
        Assert.Equal(total, sample.Total.TotalSeconds, tolerance: 5.0);
    }

    [Fact]
    public void Network_counters_agree_with_sysfs()
    {
        NetworkSample sample = new LinuxMachine().ReadNetwork()!;

        Assert.All(sample.Interfaces, counters =>
        {
            long received = long.Parse(File.ReadAllText($"/sys/class/net/{counters.Name}/statistics/rx_bytes"), CultureInfo.InvariantCulture);
            Assert.InRange(received, counters.ReceivedBytes, counters.ReceivedBytes + 10_000_000);
        });
        Assert.DoesNotContain(sample.Interfaces, counters => counters.Name == "lo");
    }

    [Theory]
    [InlineData("/proc", "/proc")]
    [InlineData("/", "/")]
    [InlineData("/no/such/folder/yet", "/")]
    public void A_path_belongs_to_the_nearest_mount_above_it(string path, string expected) => Assert.Equal(expected, new LinuxMachine().MountPointOf(path));

    [Fact]
    public void Default_volumes_are_those_that_the_system_writes_to_each_once()
    {
        var settings = new SystemSettings { Name = "x", LogsPath = "/var/log/app", Backups = new BackupSettings { Path = "/var/backups/app" }, Workspaces = new WorkspacesSettings { Path = "/proc/none" } };

        string[] disks = [.. ResourceProbes.Create(settings).Select(probe => probe.Name).Where(name => name.StartsWith("disk:", StringComparison.Ordinal))];

        Assert.Equal(["disk:/proc", "disk:/"], disks);
    }

    private static double Number(string text) => double.Parse(text.TrimEnd('%'), CultureInfo.InvariantCulture);

    private static Dictionary<string, (long Received, long Sent)> CountersOfSysfs() => Directory.GetDirectories("/sys/class/net").ToDictionary(
        folder => Path.GetFileName(folder),
        folder => ((long)Number(File.ReadAllText($"{folder}/statistics/rx_bytes").Trim()), (long)Number(File.ReadAllText($"{folder}/statistics/tx_bytes").Trim())),
        StringComparer.Ordinal);
}
