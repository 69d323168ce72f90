namespace SysOps.Backups.Repositories;

/// <summary>What is known of a backup when it is begun.</summary>
public sealed record BackupDraftOptions
{
    public required string SystemName { get; init; }

    public string? Environment { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
