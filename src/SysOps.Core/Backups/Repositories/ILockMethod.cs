namespace SysOps.Backups.Repositories;

/// <summary>A way of locking a repository.</summary>
public interface ILockMethod
{
    /// <summary>Takes the lock if it is free, without waiting.</summary>
    /// <exception cref="IOException">It cannot be told.</exception>
    LockAttempt Try(string repository, LockRequest request);
}
