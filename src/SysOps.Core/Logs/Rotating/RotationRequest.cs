using SysOps.Logs.Rules;

namespace SysOps.Logs.Rotating;

/// <summary>What is to be rotated.</summary>
public sealed record RotationRequest
{
    public required IReadOnlyList<LogRule> Rules { get; init; }

    /// <summary>Full path of the state file; <c>/dev/null</c> for none.</summary>
    public required string StatePath { get; init; }

    public StateLocking Locking { get; init; }

    /// <summary>Logs are due whatever the time and the size.</summary>
    public bool Force { get; init; }

    /// <summary>Nothing is changed.</summary>
    public bool PlanOnly { get; init; }

    /// <summary>Gets a subject by -s, an address and the log on its standard input.</summary>
    public string MailCommand { get; init; } = "/usr/bin/mail";

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
