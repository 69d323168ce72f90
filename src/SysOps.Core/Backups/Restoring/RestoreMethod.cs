namespace SysOps.Backups.Restoring;

/// <summary>How a restored item takes its place.</summary>
public enum RestoreMethod
{
    /// <summary>It does not: the plan says why.</summary>
    None,

    /// <summary>A whole new folder in one exchange of names.</summary>
    SwapFolder,

    /// <summary>Within the folder, which stays: one exchange for each entry, or for each name at its top.</summary>
    SwapEntries,

    /// <summary>Each file in its own folder.</summary>
    SwapFiles,

    /// <summary>A scratch database takes the name of the live one.</summary>
    SwapDatabase,

    /// <summary>Into the existing database file, by SQLite's own backup.</summary>
    CopyPages,
}
