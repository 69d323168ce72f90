using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SysOps.Backups.Repositories;
using SysOps.Backups.Restoring;

namespace SysOps.Backups.Retention;

/// <summary>What is to be removed from a repository, and how.</summary>
public sealed record BackupRemovalRequest
{
    /// <summary>Full path.</summary>
    public required string Repository { get; init; }

    /// <summary>Decides from all backups, the newest first, and the time: before anybody is asked, and once more under the lock.</summary>
    public required Func<IReadOnlyList<RetentionCandidate>, DateTimeOffset, IReadOnlyList<BackupRetentionDecision>> Decide { get; init; }

    public TimeSpan LockTimeout { get; init; } = TimeSpan.FromMinutes(1);

    public IStoreFiles Files { get; init; } = new StoreFiles();

    public RestoreJournals Journals { get; init; } = RestoreJournals.Default;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public ILogger Logger { get; init; } = NullLogger.Instance;
}
