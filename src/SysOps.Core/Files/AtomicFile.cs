using SysOps.Files.Native;

namespace SysOps.Files;

/// <summary>Writes files so that a reader, or a crash, meets the old content or the new, never a part: mode 0600, synced, renamed into place.</summary>
public static class AtomicFile
{
    /// <exception cref="IOException">The folder is missing, full or not writable; the old file is as it was.</exception>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        string folder = Path.GetDirectoryName(path)!;
        string temporary = Path.Combine(folder, $".{Path.GetFileName(path)}.{Path.GetRandomFileName()}");
        try
        {
            using (FileStream stream = new(temporary, Options()))
            {
                stream.Write(content);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }

        SyncFolder(folder);
    }

    /// <summary>Makes the names in the folder safe on the disk: a new or renamed file is there after a crash only once its folder is synced. Linux; elsewhere nothing.</summary>
    /// <exception cref="IOException">The folder is missing, or the disk failed.</exception>
    public static void SyncFolder(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using NativeFolder folder = NativeFolder.Open(path);
        folder.Sync();
    }

    private static FileStreamOptions Options()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
