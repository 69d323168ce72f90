namespace SysOps.Health.Resources;

/// <summary>The machine that SysOps runs on; null stands for what it cannot tell.</summary>
public interface IMachine
{
    CpuSample? ReadCpu();

    /// <summary>The metrics with all that needs no window: load, pressure.</summary>
    CpuMetrics ReadLoad();

    MemoryMetrics ReadMemory();

    NetworkSample? ReadNetwork();

    /// <summary>Open files of the system, and how many it allows.</summary>
    (long Open, long Limit)? ReadOpenFiles();

    /// <summary>Where the volume that holds this path is mounted.</summary>
    string MountPointOf(string path);

    /// <exception cref="IOException">The volume cannot be asked.</exception>
    DiskMetrics ReadVolume(string mountPoint);
}
