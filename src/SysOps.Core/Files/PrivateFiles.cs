namespace SysOps.Files;

/// <summary>Makes files and folders that nobody else may read: 0600 and 0700 from their first moment on.</summary>
public static class PrivateFiles
{
    /// <summary>Makes a file that must not exist yet.</summary>
    /// <exception cref="IOException">It exists, or its folder is missing, full or not writable.</exception>
    public static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }

        Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>Makes a folder, and those above it that are missing, so that a crash does not take what is synced in it.</summary>
    /// <exception cref="IOException">It cannot be made, or the disk does not take it.</exception>
    public static void CreateLastingFolder(string path)
    {
        if (Directory.Exists(path))
        {
            return;
        }

        string parent = Path.GetDirectoryName(path)!;
        CreateLastingFolder(parent);
        CreateFolder(path);
        FolderSync.Sync(parent);
    }
}
