namespace SysOps.Backups.Archives;

/// <summary>An archive or its index is damaged, or was not made by SysOps.</summary>
public sealed class ArchiveCorruptException : SysOpsException
{
    /// <param name="message">What is wrong, as a sentence.</param>
    /// <param name="innerException">What was met while reading.</param>
    public ArchiveCorruptException(string message, Exception? innerException = null)
        : base(ErrorCatalogue.ArchiveCorrupt, message, "Take another backup of the same chain; Test-SystemBackup tells which are sound.", innerException: innerException)
    {
    }
}
