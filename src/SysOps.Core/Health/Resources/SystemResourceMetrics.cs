namespace SysOps.Health.Resources;

/// <summary>What was measured of this machine.</summary>
public abstract record SystemResourceMetrics : HealthMetrics;
