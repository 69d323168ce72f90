namespace SysOps.Health.Resources.Linux;

/// <summary>The files of a control group, by version.</summary>
public abstract class ControlGroupFiles
{
    public static ControlGroupFiles Version2 { get; } = new ControlGroupVersion2();

    public static ControlGroupFiles Version1 { get; } = new ControlGroupVersion1();

    /// <summary>The name of the file that counts kills for want of memory.</summary>
    public abstract string MemoryEvents { get; }

    /// <summary>The group's own quota in CPUs; null without one.</summary>
    public abstract double? ReadCores(string folder);

    /// <summary>The number of CPUs that the group may use; null where they are not told.</summary>
    public abstract double? ReadCpuSet(string folder);

    public abstract TimeSpan? ReadCpuUsage(string folder);

    /// <summary>The group's own memory limit; null without one.</summary>
    public abstract long? ReadMemoryLimit(string folder);

    public abstract long? ReadWorkingSet(string folder);

    /// <summary>Null where swap is not accounted.</summary>
    public abstract SwapLimit? ReadSwap(string folder);
}
