namespace SysOps.Backups.Repositories;

/// <summary>What a name in a folder of the store is. Links are never followed.</summary>
public enum StoreEntryKind
{
    File,
    Folder,
    Link,

    /// <summary>A pipe, a socket, a device.</summary>
    Special,
}
