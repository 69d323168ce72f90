namespace SysOps.Health.Databases;

/// <summary>When a quick_check was last begun, and the last one that came to its end.</summary>
internal sealed record QuickCheckState(DateTimeOffset Begun, QuickCheckResult? Last);
