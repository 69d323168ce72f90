namespace SysOps.Backups;

/// <summary>What a part of a backup was taken from.</summary>
public enum BackupComponentKind
{
    Database,
    Workspaces,
    Configuration,
}
