using Microsoft.Extensions.Logging;

namespace SysOps.Backups;

/// <summary>What backups log; event ids from 2000.</summary>
internal static partial class BackupLog
{
    [LoggerMessage(2000, LogLevel.Warning, "'{Path}' was left by a run that did not end, and is removed.")]
    public static partial void RemainsFound(ILogger logger, string path);

    [LoggerMessage(2001, LogLevel.Warning, "'{Path}' could not be removed, and goes with the next backup: {Reason}")]
    public static partial void RemainsLeft(ILogger logger, string path, string reason);

    [LoggerMessage(2002, LogLevel.Warning, "The service may still be held: {Problem}")]
    public static partial void ServiceHeld(ILogger logger, string problem);

    [LoggerMessage(2003, LogLevel.Information, "The backup is a full one: {Reason}")]
    public static partial void IsFull(ILogger logger, string reason);

    [LoggerMessage(2004, LogLevel.Information, "The backup builds on '{Parent}'.")]
    public static partial void BuildsOn(ILogger logger, string parent);

    [LoggerMessage(2005, LogLevel.Information, "Removed backups of {Size} from '{Repository}'; {Available} are free there.")]
    public static partial void Freed(ILogger logger, string size, string repository, string available);

    [LoggerMessage(2006, LogLevel.Information, "The backup '{Backup}' is in '{Repository}' already.")]
    public static partial void IsThere(ILogger logger, string backup, string repository);

    [LoggerMessage(2007, LogLevel.Information, "The drill restores the database on {Server}.")]
    public static partial void DrillServer(ILogger logger, string server);
}
