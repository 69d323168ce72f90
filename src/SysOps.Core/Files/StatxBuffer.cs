using System.Runtime.InteropServices;

namespace SysOps.Files;

/// <summary>What statx(2) fills: the same 256 bytes on every architecture (https://man7.org/linux/man-pages/man2/statx.2.html).</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct StatxBuffer
{
    public const uint BasicStatistics = 0x7ff; // STATX_BASIC_STATS
    public const int BlockSize = 512;
    public const int PermissionBits = 0xfff;
    public const int TypeBits = 0xf000; // S_IFMT
    public const int RegularFile = 0x8000; // S_IFREG
    public const int Folder = 0x4000; // S_IFDIR
    public const int Link = 0xa000; // S_IFLNK
    public const int Fifo = 0x1000; // S_IFIFO
    public const int CharacterDevice = 0x2000; // S_IFCHR
    public const int BlockDevice = 0x6000; // S_IFBLK

    [FieldOffset(16)]
    public uint Links;

    [FieldOffset(20)]
    public uint OwnerId;

    [FieldOffset(24)]
    public uint GroupId;

    [FieldOffset(28)]
    public ushort Mode;

    [FieldOffset(32)]
    public ulong Inode;

    [FieldOffset(40)]
    public long Size;

    [FieldOffset(48)]
    public long Blocks;

    [FieldOffset(96)]
    public long ChangedSeconds;

    [FieldOffset(104)]
    public uint ChangedNanoseconds;

    [FieldOffset(112)]
    public long ModifiedSeconds;

    [FieldOffset(120)]
    public uint ModifiedNanoseconds;

    [FieldOffset(128)]
    public uint DeviceMajor;

    [FieldOffset(132)]
    public uint DeviceMinor;

    [FieldOffset(136)]
    public uint FileSystemMajor;

    [FieldOffset(140)]
    public uint FileSystemMinor;
}
