using SysOps.Files.Native;

namespace SysOps.Files;

/// <summary>Makes the names in a folder safe on the disk: a new, renamed or removed one survives a crash only once its folder is synced. .NET cannot open a folder.</summary>
public static class FolderSync
{
    /// <exception cref="IOException">The folder is missing, or the disk does not take it. Only Linux; elsewhere nothing happens.</exception>
    public static void Sync(string folder)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using NativeFolder opened = NativeFolder.Open(folder);
        opened.Sync();
    }
}
