using SysOps.Servers.PostgreSql.Libpq;

namespace SysOps.Backups.Databases.Restoring;

/// <summary>How a database is restored.</summary>
public sealed record RestoreOptions
{
    /// <summary>What the database is to be called; null for the name it had.</summary>
    public string? DatabaseName { get; init; }

    /// <summary>Gives everything to the user who restores, and leaves grants and tablespaces out.</summary>
    public bool NoOwner { get; init; }

    /// <summary>Leaves publications and subscriptions out, for a drill.</summary>
    public bool NoReplication { get; init; }

    /// <summary>Goes on although logical slots, subscriptions or jobs stay with the old database.</summary>
    public bool Force { get; init; }

    /// <summary>Drops the old database once the new one is in its place.</summary>
    public bool RemovesPrevious { get; init; }

    public ProgramSearch Programs { get; init; } = new();

    public int Jobs { get; init; } = Math.Min(4, Environment.ProcessorCount);

    public IProgress<OperationProgress>? Progress { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
