using SysOps.Files;

namespace SysOps.Backups.Archives.Writing;

/// <summary>Kinds of files as an archive tells them.</summary>
internal static class EntryKinds
{
    public static EntryKind Of(FileKind kind) => kind switch
    {
        FileKind.Folder => EntryKind.Folder,
        FileKind.Link => EntryKind.Link,
        FileKind.Fifo => EntryKind.Fifo,
        FileKind.CharacterDevice => EntryKind.CharacterDevice,
        FileKind.BlockDevice => EntryKind.BlockDevice,
        _ => EntryKind.File,
    };

    /// <summary>A hard link is a name of a file.</summary>
    public static bool IsSame(EntryKind one, FileKind other) => other != FileKind.Socket && (one == EntryKind.HardLink ? EntryKind.File : one) == Of(other);
}
