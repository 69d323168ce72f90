namespace SysOps.Backups.Repositories;

/// <summary>Small files of the store as a whole.</summary>
internal static class StoreDocuments
{
    /// <summary>Writes a file that is not there yet, and returns once its content is safe on the disk; its name is only when the folder is synced.</summary>
    public static void Create(this IStoreFiles files, string path, ReadOnlySpan<byte> content)
    {
        using IStoreFile file = files.CreateFile(path);
        file.Write(content);
        file.Sync();
    }

    /// <summary>Puts a new content in a file's place: a reader, or a crash, meets the old or the new.</summary>
    /// <param name="files">The store.</param>
    /// <param name="repository">Its folder: the new file lies there until it is whole, as nothing is added to a published backup.</param>
    /// <param name="path">The file, in that folder or below it.</param>
    /// <param name="content">All of it.</param>
    public static void Replace(this IStoreFiles files, string repository, string path, ReadOnlySpan<byte> content)
    {
        string temporary = Path.Combine(repository, StoreNames.TemporaryOf(Path.GetFileName(path)));
        bool replaced = false;
        try
        {
            files.Create(temporary, content);
            files.Replace(temporary, path);
            replaced = true;
            files.SyncFolder(Path.GetDirectoryName(path)!);
        }
        finally
        {
            if (!replaced)
            {
                files.DeleteWhatIsLeft(temporary);
            }
        }
    }

    /// <summary>Removes a folder with all that is in it; of a link the link.</summary>
    public static void DeleteTree(this IStoreFiles files, string folder)
    {
        foreach (StoreEntry entry in files.List(folder))
        {
            string path = Path.Combine(folder, entry.Name);
            if (entry.Kind is StoreEntryKind.Folder)
            {
                files.DeleteTree(path);
            }
            else
            {
                files.DeleteFile(path);
            }
        }

        files.DeleteFolder(folder);
    }

    /// <summary>Makes a folder and those above it that are missing, so that all survive a crash.</summary>
    public static void CreateFolders(this IStoreFiles files, string path)
    {
        if (files.FolderExists(path))
        {
            return;
        }

        string parent = Path.GetDirectoryName(path)!;
        files.CreateFolders(parent);
        files.CreateFolder(path);
        files.SyncFolder(parent);
    }

    private static void DeleteWhatIsLeft(this IStoreFiles files, string temporary)
    {
        try
        {
            files.DeleteFile(temporary);
        }
        catch (Exception exception) when (IsStoreFailure(exception))
        {
            // The failure that brought us here is the one to tell; the next backup removes the file by its name.
        }
    }

    /// <summary>Whether an operation of the store failed, and not our own code.</summary>
    public static bool IsStoreFailure(Exception exception) => exception is IOException or UnauthorizedAccessException;
}
