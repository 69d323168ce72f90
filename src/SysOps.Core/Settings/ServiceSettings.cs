namespace SysOps.Settings;

/// <summary>One entry of <c>services</c>.</summary>
public sealed record ServiceSettings
{
    public required string Name { get; init; }

    public required ServiceKind Kind { get; init; }

    public string? Unit { get; init; }

    public string? PidFile { get; init; }

    public string? ProcessName { get; init; }

    public SensitiveText? Url { get; init; }

    public IReadOnlyList<string> Start { get; init; } = [];

    public IReadOnlyList<string> DependsOn { get; init; } = [];

    public HeartbeatSettings? Heartbeat { get; init; }

    public QueueSettings? Queue { get; init; }

    public TimeSpan? Timeout { get; init; }
}
