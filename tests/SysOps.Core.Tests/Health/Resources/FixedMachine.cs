using SysOps.Health.Resources;

namespace SysOps.Core.Tests.Health.Resources;

/// <summary>A machine whose figures the test chooses, for the limits that no test can bring a real one to.</summary>
internal sealed class FixedMachine : IMachine
{
    private readonly Queue<CpuSample> _samples = new();

    public double MemoryPercent { get; init; }

    public double DiskPercent { get; init; }

    public required double CpuPercent
    {
        init
        {
            _samples.Enqueue(Sample(0, 0));
            _samples.Enqueue(Sample(1, value / 100));
        }
    }

    public CpuSample? ReadCpu() => _samples.Dequeue();

    public CpuMetrics ReadLoad() => new();

    public MemoryMetrics ReadMemory() => new() { TotalBytes = 1000, UsedBytes = (long)(10 * MemoryPercent), UsedPercent = MemoryPercent };

    public NetworkSample? ReadNetwork() => null;

    public (long Open, long Limit)? ReadOpenFiles() => null;

    public string MountPointOf(string path) => path;

    public DiskMetrics ReadVolume(string mountPoint) => new() { MountPoint = mountPoint, TotalBytes = 1000, AvailableBytes = 100, UsedPercent = DiskPercent };

    private static CpuSample Sample(double at, double busy) => new() { At = TimeSpan.FromSeconds(at), Busy = TimeSpan.FromSeconds(busy), Total = TimeSpan.FromSeconds(at), Own = TimeSpan.Zero, CoreCount = 1 };
}
