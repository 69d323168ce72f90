using System.ComponentModel;
using System.Runtime.InteropServices;

namespace SysOps.Files;

/// <summary>Renames a file or folder to a name that nobody has yet, in one step: renameat2(2) with RENAME_NOREPLACE. A plain rename would replace a file or an empty folder.</summary>
public static partial class ExclusiveRename
{
    private const int CurrentFolder = -100; // AT_FDCWD
    private const uint NoReplace = 1; // RENAME_NOREPLACE
    private const int InvalidArgument = 22; // EINVAL: the file system does not know the flag, as NFS
    private const int NoSuchCall = 38; // ENOSYS

    /// <exception cref="IOException">The new name exists, or the old one does not, or they are on two volumes.</exception>
    public static void Rename(string source, string target)
    {
        if (OperatingSystem.IsLinux() && Rename(CurrentFolder, source, CurrentFolder, target, NoReplace) == 0)
        {
            return;
        }

        int error = Marshal.GetLastPInvokeError();
        if (OperatingSystem.IsLinux() && error is not (InvalidArgument or NoSuchCall))
        {
            throw new IOException($"'{source}' cannot become '{target}': {new Win32Exception(error).Message}", error);
        }

        // Two steps, where there is no other way: whoever calls holds a lock.
        Directory.Move(source, target);
    }

    [LibraryImport("libc", EntryPoint = "renameat2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Rename(int oldFolder, string oldPath, int newFolder, string newPath, uint flags);
}
