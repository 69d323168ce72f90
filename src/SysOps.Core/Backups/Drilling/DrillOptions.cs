using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SysOps.Backups.Restoring;
using SysOps.Settings;

namespace SysOps.Backups.Drilling;

/// <summary>Where a backup is restored for a drill, and with what.</summary>
public sealed record DrillOptions
{
    /// <summary>Of the system whose backup it is: the drill's server and assertions, where PostgreSQL's programs are, the source.</summary>
    public required SystemSettings Settings { get; init; }

    public required SecretResolver Secrets { get; init; }

    /// <summary>Whether the scratch database is made on the server that the backup was taken from.</summary>
    public bool OnSource { get; init; }

    /// <summary>How long one assertion may take.</summary>
    public TimeSpan AssertionLimit { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Those of restores, whose scratch databases a drill leaves alone.</summary>
    public RestoreJournals Journals { get; init; } = RestoreJournals.Default;

    public ILogger Logger { get; init; } = NullLogger.Instance;

    public IProgress<OperationProgress>? Progress { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
