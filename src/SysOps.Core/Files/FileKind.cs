namespace SysOps.Files;

/// <summary>What sort of thing a name in a folder stands for.</summary>
public enum FileKind
{
    File,
    Folder,
    Link,
    Fifo,
    CharacterDevice,
    BlockDevice,
    Socket,
}
