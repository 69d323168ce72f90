using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SysOps.Settings;

namespace SysOps.Health;

/// <summary>What a probe is given for one run, and where it says what it is waiting for.</summary>
public sealed class ProbeContext
{
    private readonly long _started;

    public ProbeContext(SecretResolver secrets, TimeSpan timeout, TimeProvider? clock = null, ILogger? logger = null)
    {
        Secrets = secrets;
        Timeout = timeout;
        Clock = clock ?? TimeProvider.System;
        Logger = logger ?? NullLogger.Instance;
        _started = Clock.GetTimestamp();
    }

    public SecretResolver Secrets { get; }

    /// <summary>The probe's time limit, for all that it does; the token it is given ends with it.</summary>
    public TimeSpan Timeout { get; }

    public TimeProvider Clock { get; }

    public ILogger Logger { get; }

    /// <summary>What is left of the limit, with something kept back to report in; at least a tenth of a second.</summary>
    public TimeSpan Remaining
    {
        get
        {
            TimeSpan left = Timeout - Clock.GetElapsedTime(_started) - (Timeout / 10);
            return left < Least ? Least : left;
        }
    }

    /// <summary>What the probe waits for just now, such as "connecting to localhost:5432"; told when the time runs out.</summary>
    public string? Step { get; set; }

    private static TimeSpan Least => TimeSpan.FromMilliseconds(100);
}
