namespace SysOps.Logs.Rules;

/// <summary>How the writer of a log is told to open a new one, without any shell.</summary>
public sealed record ReopenRule
{
    /// <summary>The process of this pid file gets SIGHUP.</summary>
    public string? PidFile { get; init; }

    /// <summary>The main process of this systemd unit gets SIGHUP.</summary>
    public string? Unit { get; init; }
}
