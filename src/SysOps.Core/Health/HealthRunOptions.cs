using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SysOps.Settings;

namespace SysOps.Health;

/// <summary>How a health run is done.</summary>
public sealed record HealthRunOptions
{
    /// <summary>The time limit of a probe that has none of its own.</summary>
    public static TimeSpan DefaultTimeout => TimeSpan.FromSeconds(5);

    public required SecretResolver Secrets { get; init; }

    /// <summary>One limit for every probe, its own included; null leaves each its own.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>How long a probe may take to clean up after its time is over; then it is left behind.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromMilliseconds(500);

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public ILogger Logger { get; init; } = NullLogger.Instance;

    public IProgress<OperationProgress>? Progress { get; init; }
}
