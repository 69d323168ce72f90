namespace SysOps.Health.Resources;

/// <summary>Traffic of this machine's interfaces over a short window, and the open files of the system, which sockets are among.</summary>
public sealed record NetworkMetrics : SystemResourceMetrics
{
    /// <summary>The interfaces that are counted: those with hardware behind them; where none has, as in a container, all but the loopback.</summary>
    public IReadOnlyList<string> Interfaces { get; init; } = [];

    public double? ReceivedBytesPerSecond { get; init; }

    public double? SentBytesPerSecond { get; init; }

    public double? ErrorsPerSecond { get; init; }

    public double? DropsPerSecond { get; init; }

    public TimeSpan Window { get; init; }

    public long? OpenFiles { get; init; }

    public long? OpenFilesLimit { get; init; }

    public double? OpenFilesPercent { get; init; }
}
