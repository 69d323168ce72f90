namespace SysOps.Backups.Repositories;

/// <summary>The lock, or who has it.</summary>
/// <param name="Taken">The lock; null when another has it.</param>
/// <param name="Holder">Who has it, when that is known.</param>
/// <param name="IsStale">Whether the holder has given no sign of life for too long.</param>
public sealed record LockAttempt(RepositoryLock? Taken, LockHolder? Holder = null, bool IsStale = false);
