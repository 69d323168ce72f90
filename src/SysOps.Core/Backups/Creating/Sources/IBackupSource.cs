namespace SysOps.Backups.Creating.Sources;

/// <summary>What one component of a backup is taken from.</summary>
internal interface IBackupSource
{
    /// <summary>The component's name.</summary>
    string Name { get; }

    BackupComponentKind Kind { get; }

    /// <summary>Looks whether it can be backed up, and how much it is. Changes nothing.</summary>
    /// <exception cref="SysOpsException">It cannot.</exception>
    Task<SourceEstimate> ExamineAsync(CancellationToken cancellationToken);

    /// <summary>Copies it into the backup, after it was examined. A single file that cannot be had is a problem in the result.</summary>
    /// <exception cref="SysOpsException">It cannot be backed up as a whole.</exception>
    /// <exception cref="IOException">Likewise.</exception>
    Task<SourceCopy> CopyAsync(CopyTarget target, CancellationToken cancellationToken);
}
