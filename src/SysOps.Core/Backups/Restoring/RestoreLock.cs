using SysOps.Files;

namespace SysOps.Backups.Restoring;

/// <summary>One restore at a time of one user: the kernel gives the lock back when the process ends, however it ends.</summary>
internal static class RestoreLock
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits for another one, as long as a repository is waited for.</summary>
    /// <exception cref="SysOpsException">RestoreInProgress: another process restores; RestoreJournalUnwritable.</exception>
    public static async Task<LockFile> TakeAsync(RestoreServices services, CancellationToken cancellationToken)
    {
        LockFile file = Open(services.Journals);
        bool taken = false;
        try
        {
            TimeSpan timeout = services.Settings.Backups?.LockTimeout ?? TimeSpan.FromMinutes(1);
            long started = services.Time.GetTimestamp();
            while (!file.TryLock(exclusive: true))
            {
                if (services.Time.GetElapsedTime(started) >= timeout)
                {
                    throw new SysOpsException(ErrorCatalogue.RestoreInProgress, "Another restore is in progress.", "Wait until it has ended.", services.Journals.Folder);
                }

                await Task.Delay(Pause, services.Time, cancellationToken).ConfigureAwait(false);
            }

            taken = true;
            return file;
        }
        finally
        {
            if (!taken)
            {
                file.Dispose();
            }
        }
    }

    private static LockFile Open(RestoreJournals journals)
    {
        try
        {
            PrivateFiles.CreateLastingFolder(journals.Folder);
            return LockFile.Open(Path.Combine(journals.Folder, "lock"), write: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw RestoreJournals.Unwritable(journals.Folder, exception);
        }
    }
}
