using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;
using SysOps.Files.Native;

namespace SysOps.Files;

/// <summary>Which sort of file system holds a path, by the magic number of statfs(2) (https://man7.org/linux/man-pages/man2/statfs.2.html). Linux on 64 bits.</summary>
public static partial class FileSystemType
{
    private const uint Overlay = 0x794C7630;

    // Their flock does not reach other machines, or depends on how the server and the mount are set up.
    private static readonly uint[] Remote =
    [
        0x6969, // NFS
        0x517B, 0xFF534D42, 0xFE534D42, // SMB, CIFS, SMB2
        0x65735546, // FUSE: sshfs, rclone, s3fs
        0x01021997, // 9P
        0x5346414F, 0x6B414653, // AFS
        0x73757245, // Coda
        0x0BD00BD0, // Lustre
    ];

    /// <summary>Whether locks of flock(2) may fail to exclude another machine there.</summary>
    /// <exception cref="IOException">There is no such path, or its volume does not answer.</exception>
    public static bool HasUnreliableLocks(string path) => !OperatingSystem.IsLinux() || IsRemote(MagicOf(path));

    /// <summary>Whether another machine, or a program, answers for the files there.</summary>
    public static bool IsRemote(NativeHandle file) => IsRemote(MagicOf(PathOf(file)));

    /// <summary>Whether a file that is not replaced keeps its inode number there, through mounts and restarts too.</summary>
    public static bool HasStableInodes(NativeHandle file) => HasStableInodes(MagicOf(PathOf(file)));

    /// <summary>Whether file systems of this magic number keep inode numbers. Overlays give a file another when it is written first.</summary>
    public static bool HasStableInodes(uint magic) => magic != Overlay && !IsRemote(magic);

    /// <summary>Whether a file system of this magic number is shared between machines.</summary>
    public static bool IsRemote(uint magic) => Remote.Contains(magic);

    private static string PathOf(NativeHandle file) => Encoding.ASCII.GetString(file.SystemPath.AsSpan().TrimEnd((byte)0));

    private static unsafe uint MagicOf(string path)
    {
        // The type is the first word; the structure has 120 bytes.
        nint* figures = stackalloc nint[32];
        return Statfs(path, figures) == 0 ? (uint)figures[0] : throw new IOException($"'{path}': {new Win32Exception(Marshal.GetLastPInvokeError()).Message}");
    }

    [LibraryImport("libc", EntryPoint = "statfs", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int Statfs(string path, nint* result);
}
