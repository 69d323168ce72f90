namespace SysOps.Backups.Repositories;

/// <summary>What the file system says, as errors that name the repository and what to do.</summary>
internal static class StoreErrors
{
    /// <exception cref="SysOpsException">BackupRepositoryUnavailable or BackupRepositoryDenied, in place of what the file system threw.</exception>
    public static T Guard<T>(string path, Func<T> operation)
    {
        try
        {
            return operation();
        }
        catch (Exception exception) when (StoreDocuments.IsStoreFailure(exception))
        {
            throw From(path, exception);
        }
    }

    public static void Guard(string path, Action operation) => Guard<object?>(path, () =>
    {
        operation();
        return null;
    });

    public static SysOpsException From(string path, Exception exception) => exception is UnauthorizedAccessException
        ? new SysOpsException(ErrorCatalogue.BackupRepositoryDenied, $"The backup repository does not let this user at '{path}': {exception.Message}", "Run as the user who owns the repository.", path, exception)
        : new SysOpsException(ErrorCatalogue.BackupRepositoryUnavailable, $"The backup repository fails at '{path}': {exception.Message}", "Check that its volume is mounted, writable and not full.", path, exception);

    /// <summary>Whether it is the file system that failed, and nothing is known of what it holds.</summary>
    public static bool Is(SysOpsException exception) => exception.Id == ErrorCatalogue.BackupRepositoryUnavailable || exception.Id == ErrorCatalogue.BackupRepositoryDenied;

    /// <summary>A backup that was named, and is not there.</summary>
    public static SysOpsException NotFound(string repository, string name) =>
        new(ErrorCatalogue.BackupNotFound, $"There is no backup '{name}' in '{repository}'.", "Get-SystemBackup lists those there are.", name);
}
