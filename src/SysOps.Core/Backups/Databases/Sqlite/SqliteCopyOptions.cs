namespace SysOps.Backups.Databases.Sqlite;

/// <summary>How a SQLite database is copied.</summary>
public sealed record SqliteCopyOptions
{
    /// <summary>How long to wait for a lock that another process holds.</summary>
    public TimeSpan BusyLimit { get; init; } = TimeSpan.FromSeconds(30);

    public IProgress<OperationProgress>? Progress { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
