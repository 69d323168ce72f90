using System.Management.Automation;
using SysOps.Backups.Repositories;

namespace SysOps.Binding;

/// <summary>A backup that comes through the pipeline: ours, or a copy that came from a job, another machine or a file.</summary>
internal static class PipedBackup
{
    /// <summary>The folder of the backup, and its name; null when it is no backup.</summary>
    public static (string Repository, BackupName Name)? Read(PSObject item) =>
        item.TypeNames.Any(type => type.EndsWith("SysOps.Backups.SystemBackup", StringComparison.Ordinal))
        && item.Properties["Path"]?.Value?.ToString() is { Length: > 0 } path
        && BackupName.TryParse(Path.GetFileName(path), out BackupName? name)
        && Path.GetDirectoryName(path) is { } repository
            ? (repository, name)
            : null;
}
