using SysOps.Backups.Repositories;

namespace SysOps.Backups.Restoring;

/// <summary>What a restore is about to change, written before it does: enough to finish it or to take it back after a crash.</summary>
public sealed record RestoreJournal
{
    public const int CurrentVersion = 1;

    public int Version { get; init; } = CurrentVersion;

    /// <summary>Also part of the names of staging folders and of scratch databases.</summary>
    public required string Id { get; init; }

    /// <summary>The backup's name.</summary>
    public required string Backup { get; init; }

    /// <summary>Full path of its repository.</summary>
    public required string Repository { get; init; }

    /// <summary>Full path of the configuration that names the database; null when there was none.</summary>
    public string? ConfigurationPath { get; init; }

    public required DateTimeOffset Started { get; init; }

    public required ProcessIdentity Owner { get; init; }

    public RestoreStage Stage { get; init; }

    /// <summary>The item that is being swapped, from 0: trees in their order, then the database.</summary>
    public int Item { get; init; }

    public IReadOnlyList<TreeSwap> Trees { get; init; } = [];

    public DatabaseSwap? Database { get; init; }
}
