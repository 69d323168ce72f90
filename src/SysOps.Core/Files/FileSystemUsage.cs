using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace SysOps.Files;

/// <summary>The space of the file system that holds a path: Linux on 64 bits, by statvfs(3).</summary>
public sealed partial record FileSystemUsage
{
    private const ulong ReadOnlyFlag = 1;

    public required long TotalBytes { get; init; }

    /// <summary>What unprivileged users may still use.</summary>
    public required long AvailableBytes { get; init; }

    public required long UsedBytes { get; init; }

    /// <summary>Zero where the file system has no fixed number.</summary>
    public required long Inodes { get; init; }

    public required long InodesFree { get; init; }

    public required bool IsReadOnly { get; init; }

    /// <summary>Of what unprivileged users could use at all: the reserve for root is left out, as df does it.</summary>
    public double UsedPercent => UsedBytes + AvailableBytes == 0 ? 0 : 100.0 * UsedBytes / (UsedBytes + AvailableBytes);

    /// <exception cref="IOException">There is no such path, or its volume does not answer.</exception>
    [SupportedOSPlatform("linux")]
    public static unsafe FileSystemUsage Of(string path)
    {
        // block size, fragment size, blocks, free, available, inodes, free, available, id, flags, longest name, spare
        ulong* figures = stackalloc ulong[32];
        if (Statvfs(path, figures) != 0)
        {
            throw new IOException(new Win32Exception(Marshal.GetLastPInvokeError()).Message);
        }

        ulong fragment = figures[1];
        return new FileSystemUsage
        {
            TotalBytes = (long)(figures[2] * fragment),
            UsedBytes = (long)((figures[2] - figures[3]) * fragment),
            AvailableBytes = (long)(figures[4] * fragment),
            Inodes = (long)figures[5],
            InodesFree = (long)figures[6],
            IsReadOnly = (figures[9] & ReadOnlyFlag) != 0,
        };
    }

    [LibraryImport("libc", EntryPoint = "statvfs", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int Statvfs(string path, ulong* result);
}
