namespace SysOps.Health.Resources.Linux;

/// <summary>The tightest memory limit above this process, and what the group with this limit cannot give back.</summary>
/// <param name="Bytes">The limit.</param>
/// <param name="WorkingSet">Usage without the inactive file cache, as the kubelet counts it (https://kubernetes.io/docs/reference/node/node-metrics/#memory).</param>
public sealed record MemoryLimit(long Bytes, long WorkingSet)
{
    /// <summary>Null where swap is not accounted.</summary>
    public SwapLimit? Swap { get; init; }
}
