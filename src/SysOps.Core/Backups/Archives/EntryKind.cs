namespace SysOps.Backups.Archives;

/// <summary>What an entry of an archive is.</summary>
public enum EntryKind
{
    File,

    /// <summary>A further name of a file that the archive has.</summary>
    HardLink,

    /// <summary>A symbolic link.</summary>
    Link,
    Folder,
    Fifo,
    CharacterDevice,
    BlockDevice,
}
