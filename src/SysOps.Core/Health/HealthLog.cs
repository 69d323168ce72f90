using Microsoft.Extensions.Logging;

namespace SysOps.Health;

/// <summary>What health says on the way; event ids 1000–1099.</summary>
internal static partial class HealthLog
{
    [LoggerMessage(1000, LogLevel.Debug, "The probe of '{Component}' ended with {ErrorId}.")]
    public static partial void ProbeFailed(ILogger logger, string component, string errorId);

    [LoggerMessage(1002, LogLevel.Information, "Probing {Count} of the components, each within {Limit}.")]
    public static partial void Starting(ILogger logger, int count, string limit);

    [LoggerMessage(1003, LogLevel.Debug, "'{Component}' is {Status}, found out in {Milliseconds} ms.")]
    public static partial void Probed(ILogger logger, string component, HealthStatus status, double milliseconds);

    [LoggerMessage(1001, LogLevel.Debug, "The probe of '{Component}' broke: {Detail}")]
    public static partial void ProbeBroke(ILogger logger, string component, string detail);
}
