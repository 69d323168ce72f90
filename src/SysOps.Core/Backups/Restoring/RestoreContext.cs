namespace SysOps.Backups.Restoring;

/// <summary>One restore: what was asked for, the backup, and what it works with.</summary>
internal sealed record RestoreContext
{
    public required RestoreRequest Request { get; init; }

    public required RestoreServices Services { get; init; }

    public required RestoreSource Source { get; init; }

    /// <summary>Names staging folders, scratch databases and the journal.</summary>
    public required string Id { get; init; }

    /// <summary>When it was begun.</summary>
    public required DateTimeOffset Now { get; init; }
}
