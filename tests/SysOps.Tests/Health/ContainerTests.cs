using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using SysOps.Testing;
using SysOps.Testing.Resources;

namespace SysOps.Tests.Health;

/// <summary>Get-SystemHealth of the shell, started within a control group that the kernel enforces.</summary>
public sealed class ContainerTests : IDisposable
{
    private const long Limit = 1L << 30;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Within_a_control_group_its_limits_count_and_the_hosts_figures_stand_beside()
    {
        double cores = Environment.ProcessorCount / 2.0;
        LimitedGroup? made = LimitedGroup.TryCreate(cores, Limit);
        Assert.SkipWhen(made is null, "This user may not make a control group on this machine; the recorded ones of SysOps.Core.Tests cover the reading.");
        await using LimitedGroup group = made;
        string configuration = _folder.Write("sysops.json", "{}");
        string shell = Path.Combine(Repository.Root, "src", "SysOps.Shell", "bin", "Debug", "net10.0", "sysops.dll");
        using Process process = group.Start("dotnet", "exec", shell, "--output", "json", "Get-SystemHealth", "-Name", "cpu,memory", "-ConfigurationPath", configuration);
        string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        using var json = JsonDocument.Parse(output);
        JsonElement cpu = MetricsOf(json, "cpu");
        JsonElement memory = MetricsOf(json, "memory");
        Assert.Equal(cores, cpu.GetProperty("CoreLimit").GetDouble());
        Assert.Equal(HostCpus(), cpu.GetProperty("CoreCount").GetInt32());
        Assert.InRange(cpu.GetProperty("UsedPercent").GetDouble(), 0, 100);
        Assert.InRange(cpu.GetProperty("HostUsedPercent").GetDouble(), 0, 100);
        Assert.Equal((Limit, Limit), (memory.GetProperty("LimitBytes").GetInt64(), memory.GetProperty("TotalBytes").GetInt64()));
        Assert.InRange(memory.GetProperty("UsedBytes").GetInt64(), 10L << 20, Limit);
        Assert.Equal(100.0 * memory.GetProperty("UsedBytes").GetInt64() / Limit, memory.GetProperty("UsedPercent").GetDouble(), precision: 6);
        Assert.Equal(HostMemory(), memory.GetProperty("HostTotalBytes").GetInt64());
    }

    private static JsonElement MetricsOf(JsonDocument components, string name) =>
        components.RootElement.EnumerateArray().Single(component => component.GetProperty("Name").GetString() == name).GetProperty("Metrics");

    private static int HostCpus() => File.ReadLines("/proc/stat").Count(line => line.StartsWith("cpu", StringComparison.Ordinal)) - 1;

    private static long HostMemory() =>
        1024 * long.Parse(File.ReadLines("/proc/meminfo").Single(line => line.StartsWith("MemTotal:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
}
