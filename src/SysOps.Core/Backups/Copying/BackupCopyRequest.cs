using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SysOps.Backups.Repositories;
using SysOps.Settings;

namespace SysOps.Backups.Copying;

/// <summary>Which backup is to be copied, and where to.</summary>
public sealed record BackupCopyRequest
{
    public required BackupRepository Source { get; init; }

    /// <summary>It is copied with all that it builds on.</summary>
    public required BackupName Name { get; init; }

    /// <summary>Full path of the other repository; made with the first copy.</summary>
    public required string Destination { get; init; }

    /// <summary>What must stay free there.</summary>
    public SpaceReserve Reserve { get; init; } = SpaceReserve.Default;

    /// <summary>For each of the two repositories.</summary>
    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromMinutes(1);

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public ILogger Logger { get; init; } = NullLogger.Instance;

    public IProgress<OperationProgress>? Progress { get; init; }

    /// <summary>How the other repository's files are written.</summary>
    public IStoreFiles Files { get; init; } = new StoreFiles();
}
