using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace SysOps.Files;

/// <summary>
/// Who owns a file or folder, and who may do what with it. The owner is null on macOS: its stat structure differs
/// between versions and architectures, and .NET does not tell the owner.
/// </summary>
public sealed partial record FileStatus(uint? OwnerId, UnixFileMode Mode, bool IsRegularFile)
{
    private const int CurrentFolder = -100; // AT_FDCWD
    private const int EmptyPath = 0x1000; // AT_EMPTY_PATH

    /// <summary>Whether the group or everybody may write it; a sticky bit changes nothing.</summary>
    public bool IsWritableByOthers => (Mode & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) != UnixFileMode.None;

    /// <summary>The mode as <c>ls</c> and <c>chmod</c> write it: <c>0644</c>.</summary>
    public string OctalMode => "0" + Convert.ToString((int)Mode, 8).PadLeft(3, '0');

    /// <summary>The effective user of this process. Not on Windows.</summary>
    [UnsupportedOSPlatform("windows")]
    public static uint CurrentUserId => GetEffectiveUserId();

    /// <summary>Of the open file, whatever its path has become since.</summary>
    public static FileStatus Of(SafeFileHandle handle)
    {
        if (!OperatingSystem.IsLinux())
        {
            return new FileStatus(null, OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(handle), IsRegularFile: true);
        }

        return From(Statx(handle, "", EmptyPath, StatxBuffer.BasicStatistics, out StatxBuffer buffer), buffer);
    }

    /// <summary>Of the file or folder that the path leads to, links followed.</summary>
    /// <exception cref="Win32Exception">It does not exist, or a folder on the way may not be searched.</exception>
    public static FileStatus Of(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return new FileStatus(null, OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(path), File.Exists(path));
        }

        return From(Statx(CurrentFolder, path, 0, StatxBuffer.BasicStatistics, out StatxBuffer buffer), buffer);
    }

    private static FileStatus From(int result, StatxBuffer buffer) => result == 0
        ? new FileStatus(buffer.OwnerId, (UnixFileMode)(buffer.Mode & StatxBuffer.PermissionBits), (buffer.Mode & StatxBuffer.TypeBits) == StatxBuffer.RegularFile)
        : throw new Win32Exception(Marshal.GetLastPInvokeError());

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(SafeFileHandle folder, string path, int flags, uint mask, out StatxBuffer buffer);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, out StatxBuffer buffer);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint GetEffectiveUserId();
}
