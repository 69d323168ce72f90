using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SysOps.Settings;

namespace SysOps.Health;

/// <summary>What every probe of one run is given.</summary>
public sealed record ProbeContext
{
    public required SecretResolver Secrets { get; init; }

    /// <summary>This probe's time limit: its budget for all that it does.</summary>
    public required TimeSpan Timeout { get; init; }

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public ILogger Logger { get; init; } = NullLogger.Instance;
}
