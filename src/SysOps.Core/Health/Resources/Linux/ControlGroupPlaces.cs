namespace SysOps.Health.Resources.Linux;

/// <summary>Where each controller keeps this process's group: in version 2 one folder for all, in version 1 each its own. Null: the controller is not there.</summary>
public sealed record ControlGroupPlaces
{
    /// <summary>The quota of CPU time.</summary>
    public ControllerFolder? Cpu { get; init; }

    /// <summary>The account of CPU time.</summary>
    public ControllerFolder? CpuTime { get; init; }

    /// <summary>The CPUs that may be used.</summary>
    public ControllerFolder? CpuSet { get; init; }

    public ControllerFolder? Memory { get; init; }

    /// <summary>As version 2 has it.</summary>
    public static ControlGroupPlaces Unified(ControllerFolder folder) => new() { Cpu = folder, CpuTime = folder, CpuSet = folder, Memory = folder };
}
