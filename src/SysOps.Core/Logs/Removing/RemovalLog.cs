using Microsoft.Extensions.Logging;

namespace SysOps.Logs.Removing;

/// <summary>What the removal of logs logs; event ids from 3100.</summary>
internal static partial class RemovalLog
{
    [LoggerMessage(3100, LogLevel.Warning, "Not every process could be looked at for the files that it has open, so the newest of each series is taken as live: {Count} stay for that alone. Root sees all processes.")]
    public static partial void TakenAsLive(ILogger logger, int count);

    [LoggerMessage(3101, LogLevel.Warning, "Even without every log that may go {Reason}: {Size} are missing.")]
    public static partial void BudgetMissed(ILogger logger, string reason, string size);

    [LoggerMessage(3102, LogLevel.Warning, "'{Path}' was gone before it could be removed.")]
    public static partial void Vanished(ILogger logger, string path);

    [LoggerMessage(3103, LogLevel.Warning, "'{Path}' was written or exchanged since it was looked at, and stays.")]
    public static partial void Changed(ILogger logger, string path);

    [LoggerMessage(3104, LogLevel.Information, "Removed {Count} logs of {Size}.")]
    public static partial void Removed(ILogger logger, long count, string size);
}
