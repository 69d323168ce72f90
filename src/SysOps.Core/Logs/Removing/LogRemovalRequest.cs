using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace SysOps.Logs.Removing;

/// <summary>Which logs are to be removed, and how.</summary>
public sealed record LogRemovalRequest
{
    public required IReadOnlyList<LogPlace> Places { get; init; }

    public required LogRemovalRules Rules { get; init; }

    /// <summary>Whether folders below a place go that this removal leaves empty.</summary>
    public bool RemoveEmptyFolders { get; init; }

    /// <summary>Whether nothing is changed, and all is reported as planned.</summary>
    public bool PlanOnly { get; init; }

    /// <summary>What processes have open; null to look.</summary>
    public OpenFiles? OpenFiles { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public ILogger Logger { get; init; } = NullLogger.Instance;
}
