using System.Runtime.InteropServices;

namespace SysOps.Files;

/// <summary>What statx(2) fills: the same 256 bytes on every architecture (https://man7.org/linux/man-pages/man2/statx.2.html).</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct StatxBuffer
{
    public const int PermissionBits = 0xfff;
    public const int TypeBits = 0xf000; // S_IFMT
    public const int RegularFile = 0x8000; // S_IFREG

    [FieldOffset(20)]
    public uint OwnerId;

    [FieldOffset(28)]
    public ushort Mode;
}
