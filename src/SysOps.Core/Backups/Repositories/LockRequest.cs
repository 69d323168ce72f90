namespace SysOps.Backups.Repositories;

/// <summary>How a repository is to be locked.</summary>
public sealed record LockRequest
{
    public required RepositoryLockMode Mode { get; init; }

    /// <summary>What it is for, as others are told: the cmdlet's name.</summary>
    public required string Operation { get; init; }

    /// <summary>How long to wait for another holder; zero does not wait.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Breaks a lock whose heartbeat has stopped. One that the kernel keeps needs no breaking.</summary>
    public bool Force { get; init; }

    /// <summary>Null: what the file system can do.</summary>
    public ILockMethod? Method { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
