namespace SysOps.Health.Resources.Linux;

/// <summary>The tightest CPU limit above this process: CPUs it may use, and the time that the group with this limit has used; null where it is not accounted.</summary>
public sealed record CpuLimit(double Cores, TimeSpan? Usage);
