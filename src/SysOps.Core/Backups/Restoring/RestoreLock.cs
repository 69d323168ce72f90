using SysOps.Files;

namespace SysOps.Backups.Restoring;

/// <summary>One restore at a time of one user: the kernel gives the lock back when the process ends, however it ends.</summary>
internal static class RestoreLock
{
    /// <exception cref="SysOpsException">RestoreInProgress: another process restores; RestoreJournalUnwritable.</exception>
    public static LockFile Take(RestoreJournals journals)
    {
        LockFile file = Open(journals);
        bool taken = false;
        try
        {
            taken = file.TryLock(exclusive: true);
        }
        finally
        {
            if (!taken)
            {
                file.Dispose();
            }
        }

        return taken ? file : throw new SysOpsException(ErrorCatalogue.RestoreInProgress, "Another restore is in progress.", "Wait until it has ended.", journals.Folder);
    }

    private static LockFile Open(RestoreJournals journals)
    {
        try
        {
            PrivateFiles.CreateFolder(journals.Folder);
            return LockFile.Open(Path.Combine(journals.Folder, "lock"), write: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw RestoreJournals.Unwritable(journals.Folder, exception);
        }
    }
}
