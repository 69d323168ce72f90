using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;

namespace SysOps.Files;

/// <summary>Where a path leads when every link on it is followed, as the kernel does it: <c>..</c> behind a link is not the folder before it. Not on Windows.</summary>
[UnsupportedOSPlatform("windows")]
public static partial class RealPath
{
    private const int LongestPath = 4096; // PATH_MAX of Linux; that of macOS is 1024.

    /// <exception cref="Win32Exception">It does not exist, or a folder on the way may not be searched.</exception>
    public static string Of(string path)
    {
        byte[] buffer = new byte[LongestPath];
        return Resolve(path, buffer) == 0
            ? throw new Win32Exception(Marshal.GetLastPInvokeError())
            : Encoding.UTF8.GetString(buffer, 0, Array.IndexOf(buffer, (byte)0));
    }

    [LibraryImport("libc", EntryPoint = "realpath", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint Resolve(string path, byte[] resolved);
}
