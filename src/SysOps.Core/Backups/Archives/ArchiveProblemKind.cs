namespace SysOps.Backups.Archives;

/// <summary>What went wrong with one entry while it was archived.</summary>
public enum ArchiveProblemKind
{
    /// <summary>It could not be read: not stored, or a folder whose content is not.</summary>
    Unreadable,

    /// <summary>It was gone before it was read: not stored.</summary>
    Vanished,

    /// <summary>It changed while it was read: what is stored may be a mixture.</summary>
    Changed,

    /// <summary>It became shorter while it was read: what is stored ends with zeros.</summary>
    Shrunk,

    /// <summary>Its content is another than the parent backup has, and nothing else told of it; the new content is stored.</summary>
    ChangedSilently,
}
