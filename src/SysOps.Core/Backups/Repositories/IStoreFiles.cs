namespace SysOps.Backups.Repositories;

/// <summary>
/// All that a repository does with the file system, so that tests can make each single operation fail, and forget what was
/// not synced. Paths are full. Every operation throws <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>.
/// </summary>
public interface IStoreFiles
{
    /// <summary>Makes a folder of mode 0700; its parent exists.</summary>
    void CreateFolder(string path);

    /// <summary>Makes a file of mode 0600 that must not exist yet.</summary>
    IStoreFile CreateFile(string path);

    /// <summary>The whole of a regular file; a link or anything else is refused.</summary>
    byte[] Read(string path, int maximumBytes);

    bool FolderExists(string path);

    /// <summary>The names in a folder.</summary>
    IReadOnlyList<StoreEntry> List(string folder);

    /// <summary>Renames to a name that must not exist.</summary>
    void Rename(string source, string target);

    /// <summary>Renames over a file that may exist, in one step.</summary>
    void Replace(string source, string target);

    /// <summary>Returns once the names in the folder are safe on the disk.</summary>
    void SyncFolder(string path);

    /// <summary>Removes a file, or a link and not what it leads to.</summary>
    void DeleteFile(string path);

    /// <summary>Removes an empty folder.</summary>
    void DeleteFolder(string path);

    StoreSpace SpaceOf(string path);
}
