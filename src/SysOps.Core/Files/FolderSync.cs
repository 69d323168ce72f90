using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SysOps.Files;

/// <summary>Makes the names in a folder safe on the disk: a new, renamed or removed one survives a crash only once its folder is synced. .NET cannot open a folder.</summary>
public static partial class FolderSync
{
    private const int CloseOnExec = 0x80000; // O_CLOEXEC; reading is 0

    /// <exception cref="IOException">The folder is missing, or the disk does not take it. Only Linux; elsewhere nothing happens.</exception>
    public static void Sync(string folder)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using SafeFileHandle handle = Open(folder, CloseOnExec);
        if (handle.IsInvalid || FSync(handle) != 0)
        {
            throw new IOException($"The folder '{folder}' cannot be synced: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}");
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int FSync(SafeFileHandle file);
}
