using SysOps.Backups.Restoring;

namespace SysOps.Binding;

/// <summary>What every command says while a restore is neither done nor taken back. It costs one look into a folder.</summary>
internal static class InterruptedRestore
{
    /// <summary>Null when there is none.</summary>
    public static string? Describe()
    {
        try
        {
            return RestoreJournals.Default.Interrupted() is [var journal, ..]
                ? $"A restore of the backup '{journal.Backup}' was interrupted ({journal.Stage}) and is not ended: run Restore-SystemBackup -Resume or -Rollback."
                : null;
        }
        catch (SysOpsException exception)
        {
            return $"{exception.Message} {exception.Remedy}";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"Whether a restore was interrupted cannot be told: {exception.Message}";
        }
    }
}
