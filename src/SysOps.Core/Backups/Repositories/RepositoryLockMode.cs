namespace SysOps.Backups.Repositories;

/// <summary>Who may hold the repository's lock at the same time.</summary>
public enum RepositoryLockMode
{
    /// <summary>For reading contents: any number of readers, no writer.</summary>
    Shared,

    /// <summary>For making, changing and removing backups: nobody else.</summary>
    Exclusive,
}
