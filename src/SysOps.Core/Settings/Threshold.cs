namespace SysOps.Settings;

/// <summary>
/// Two limits in the unit of what they judge (seconds, bytes, percent 0–100, a count): past the first a check is
/// Degraded, past the second Unhealthy. Either may be missing.
/// </summary>
public sealed record Threshold(double? Warning = null, double? Critical = null);
