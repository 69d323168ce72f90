using System.Globalization;
using SysOps.Health;
using SysOps.Health.Resources;
using SysOps.Health.Resources.Linux;
using SysOps.Settings;
using SysOps.Testing;
using SysOps.Testing.Resources;

namespace SysOps.Core.Tests.Health.Resources;

public sealed class VolumeTests
{
    private const string NoMount = "Mounting a small volume needs root.";

    [Fact]
    public async Task A_full_volume_is_unhealthy_with_a_critical_alert_and_figures_as_df_has_them()
    {
        SmallVolume? mounted = SmallVolume.TryMount("size=1m,nr_inodes=100");
        Assert.SkipWhen(mounted is null, NoMount);
        using SmallVolume volume = mounted;
        ComponentHealth empty = await ProbeAsync(volume.Path);
        await File.WriteAllBytesAsync(Path.Combine(volume.Path, "fill"), new byte[950 * 1024], TestContext.Current.CancellationToken);

        ComponentHealth full = await ProbeAsync(volume.Path);

        Assert.Equal(HealthStatus.Healthy, empty.Status);
        Assert.Equal(($"disk:{volume.Path}", HealthStatus.Unhealthy), (full.Name, full.Status));
        HealthAlert alert = Assert.Single(full.Alerts);
        Assert.Equal(("disk.used", AlertSeverity.Critical, 90.0), (alert.Type, alert.Severity, alert.Threshold));
        var disk = (DiskMetrics)full.Metrics!;
        string[] df = (await Tool.RunAsync("df", "--block-size=1", "--output=fstype,size,used,avail,iavail", volume.Path)).Split('\n')[1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal<string[]>(df, [disk.FileSystem!, Text(disk.TotalBytes), Text(disk.UsedBytes), Text(disk.AvailableBytes), Text(disk.InodesFree)]);
        Assert.Equal(100.0 * 950 / 1024, disk.UsedPercent!.Value, tolerance: 0.5);
    }

    [Fact]
    public async Task A_volume_without_inodes_left_is_unhealthy_though_it_has_space()
    {
        SmallVolume? mounted = SmallVolume.TryMount("size=1m,nr_inodes=20");
        Assert.SkipWhen(mounted is null, NoMount);
        using SmallVolume volume = mounted;
        for (int index = 0; index < 19; index++)
        {
            await File.WriteAllTextAsync(Path.Combine(volume.Path, $"{index}"), "", TestContext.Current.CancellationToken);
        }

        ComponentHealth health = await ProbeAsync(volume.Path);

        Assert.Equal(HealthStatus.Unhealthy, health.Status);
        Assert.Equal("disk.inodes", Assert.Single(health.Alerts).Type);
        Assert.Equal(HealthStatus.Healthy, health.Check("disk.used").Status);
        Assert.Equal((100.0, 0L), (((DiskMetrics)health.Metrics!).InodesUsedPercent, ((DiskMetrics)health.Metrics).InodesFree));
    }

    [Fact]
    public async Task A_volume_that_became_read_only_is_unhealthy()
    {
        SmallVolume? mounted = SmallVolume.TryMount("size=1m");
        Assert.SkipWhen(mounted is null, NoMount);
        using SmallVolume volume = mounted;
        ComponentHealth before = await ProbeAsync(volume.Path);
        volume.Remount("ro");

        ComponentHealth after = await ProbeAsync(volume.Path);

        Assert.Equal((false, HealthStatus.Healthy), (((DiskMetrics)before.Metrics!).IsReadOnly, before.Status));
        Assert.Equal((true, HealthStatus.Unhealthy), (((DiskMetrics)after.Metrics!).IsReadOnly, after.Status));
        Assert.Contains("mounted read-only", after.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_volume_that_is_gone_is_told_as_such()
    {
        ComponentHealth health = await ProbeAsync("/no/such/volume");
        Assert.Equal(HealthStatus.Unhealthy, health.Status);
        Assert.Contains("The volume '/no/such/volume' cannot be asked for its space", health.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_belongs_to_the_volume_that_it_leads_to()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "data"), "deeper/../processes");
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "processes"), "/proc");
        Directory.CreateSymbolicLink(Path.Combine(folder.Path, "circle"), "circle");

        Assert.Equal("/proc", new LinuxMachine().MountPointOf(Path.Combine(folder.Path, "data", "not", "there", "yet")));
        Assert.Equal("/", new LinuxMachine().MountPointOf(Path.Combine(folder.Path, "data", "..")));
        Assert.Equal(new LinuxMachine().MountPointOf(folder.Path), new LinuxMachine().MountPointOf(Path.Combine(folder.Path, "circle", "x")));
    }

    [Fact]
    public void Nothing_is_asked_of_a_volume_over_the_network_before_its_probe_as_it_may_hang()
    {
        using var folder = new TemporaryFolder();
        string share = Directory.CreateDirectory(Path.Combine(folder.Path, "share")).FullName;
        Directory.CreateSymbolicLink(Path.Combine(share, "link"), "/proc");
        using var tree = new RecordedTree([], "22 1 254:0 / / rw - ext4 /dev/vda rw", $"50 22 0:50 / {share} rw,relatime shared:1 - nfs4 server:/export rw,vers=4.2,hard");

        Assert.Equal(share, tree.Machine.MountPointOf(Path.Combine(share, "link", "deep")));
    }

    [Fact]
    public void A_connection_string_that_is_none_does_not_keep_the_machines_volumes_from_being_seen()
    {
        var settings = new SystemSettings { Name = "x", LogsPath = "/proc", Database = new DatabaseSettings { Provider = DatabaseProvider.Sqlite, ConnectionString = new SensitiveText("app.db"), BaseFolder = "/" } };
        Assert.Contains(ResourceProbes.Create(settings), probe => probe.Name == "disk:/proc");
    }

    private static string Text(long? number) => number!.Value.ToString(CultureInfo.InvariantCulture);

    private static Task<ComponentHealth> ProbeAsync(string mountPoint) => Probing.RunAsync(new DiskProbe(new LinuxMachine(), new ResourceSettings(), mountPoint));
}
