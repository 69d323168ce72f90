using System.Globalization;

namespace SysOps.Servers.Programs;

/// <summary>How a program ended, and what it said: bounded and without secrets.</summary>
public sealed record ProgramEnd
{
    // What a shell and .NET add to the number of the signal.
    private const int SignalBase = 128;

    public required int ExitCode { get; init; }

    public required string Output { get; init; }

    public required string ErrorText { get; init; }

    public bool HasSucceeded => ExitCode == 0;

    /// <summary>Such as "was killed by signal 9".</summary>
    public string HowItEnded => string.Create(CultureInfo.InvariantCulture, $"{(ExitCode > SignalBase ? "was killed by signal" : "ended with exit code")} {(ExitCode > SignalBase ? ExitCode - SignalBase : ExitCode)}");
}
