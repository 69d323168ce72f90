using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SysOps.Backups.Drilling;
using SysOps.Servers.PostgreSql.Libpq;

namespace SysOps.Backups.Verifying;

/// <summary>How a backup is tested.</summary>
public sealed record BackupTestOptions
{
    /// <summary>How much of what is stored is read, 0–100.</summary>
    public double SamplePercent { get; init; } = 100;

    /// <summary>After that no further part is begun; null for no limit.</summary>
    public TimeSpan? MaxDuration { get; init; }

    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Where pg_restore is looked for.</summary>
    public ProgramSearch Programs { get; init; } = new();

    /// <summary>How the backup is restored for a trial once it was found sound; null: it is not.</summary>
    public DrillOptions? Drill { get; init; }

    public ILogger Logger { get; init; } = NullLogger.Instance;

    public IProgress<OperationProgress>? Progress { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
