namespace SysOps.Health;

/// <summary>What a probe measured, raw and typed; each category has its own. Null stands for what could not be known.</summary>
public abstract record HealthMetrics;
