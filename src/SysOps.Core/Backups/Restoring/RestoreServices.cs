using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SysOps.Settings;

namespace SysOps.Backups.Restoring;

/// <summary>What a restore works with.</summary>
public sealed record RestoreServices
{
    public required SystemSettings Settings { get; init; }

    public required SecretResolver Secrets { get; init; }

    public RestoreJournals Journals { get; init; } = RestoreJournals.Default;

    /// <summary>Names of the configured services that run now.</summary>
    public Func<CancellationToken, Task<IReadOnlyList<string>>> RunningServices { get; init; } = static _ => Task.FromResult<IReadOnlyList<string>>([]);

    public ILogger Logger { get; init; } = NullLogger.Instance;

    public IProgress<OperationProgress>? Progress { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
