namespace SysOps.Settings;

/// <summary>The last sign of life of a service: a file's time, or a query of the configured database that returns a time.</summary>
public sealed record HeartbeatSettings
{
    public string? File { get; init; }

    public SensitiveText? Query { get; init; }

    public required TimeSpan MaxAge { get; init; }
}
