namespace SysOps.Services;

/// <summary>Whether a service runs, as far as its kind tells.</summary>
internal sealed record ServiceState
{
    /// <summary>Null when it cannot be known.</summary>
    public required bool? IsRunning { get; init; }

    public required string Message { get; init; }

    public string? State { get; init; }

    /// <summary>How long it took to answer; null where nothing is asked.</summary>
    public TimeSpan? Latency { get; init; }

    public int? ProcessId { get; init; }

    public long? Restarts { get; init; }
}
