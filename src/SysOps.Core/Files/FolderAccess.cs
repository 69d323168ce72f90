using System.Runtime.InteropServices;

namespace SysOps.Files;

/// <summary>Whether this process may make and rename things in a folder, without trying: access(2), read-only volumes included. Not on Windows.</summary>
public static partial class FolderAccess
{
    private const int WriteAndSearch = 2 | 1; // W_OK, X_OK

    public static bool MayWrite(string folder) => !OperatingSystem.IsWindows() && Access(folder, WriteAndSearch) == 0;

    [LibraryImport("libc", EntryPoint = "access", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Access(string path, int mode);
}
