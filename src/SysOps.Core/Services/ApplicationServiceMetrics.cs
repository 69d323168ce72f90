using SysOps.Health;

namespace SysOps.Services;

/// <summary>What was measured of a background service; null where it does not apply.</summary>
public sealed record ApplicationServiceMetrics : HealthMetrics
{
    /// <summary>In the words of what runs it: <c>active (running)</c>, <c>running</c>, <c>200 OK</c>.</summary>
    public string? State { get; init; }

    public int? ProcessId { get; init; }

    public TimeSpan? Uptime { get; init; }

    public long? MemoryBytes { get; init; }

    /// <summary>How often systemd has restarted it by itself.</summary>
    public long? Restarts { get; init; }

    /// <summary>Local time.</summary>
    public DateTime? LastBeat { get; init; }

    public TimeSpan? BeatAge { get; init; }

    public long? QueueDepth { get; init; }
}
