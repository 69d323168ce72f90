using System.Runtime.InteropServices;

namespace SysOps.Files;

/// <summary>Which file it is, whatever names it has.</summary>
/// <param name="Device">The file system's number.</param>
/// <param name="Inode">The number within it.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct FileIdentity(ulong Device, ulong Inode);
