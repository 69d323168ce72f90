using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SysOps.Settings;

namespace SysOps.Backups.Creating;

/// <summary>What a backup works with.</summary>
public sealed record BackupServices
{
    public required SecretResolver Secrets { get; init; }

    public ILogger Logger { get; init; } = NullLogger.Instance;

    public IProgress<OperationProgress>? Progress { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
