using System.Runtime.InteropServices;

namespace SysOps.Files.Native;

/// <summary>Flags of open(2) and its relations; four of them differ between architectures.</summary>
internal static class OpenFlags
{
    public const int ReadOnly = 0;
    public const int ReadWrite = 2;
    public const int Create = 0x40;
    public const int Exclusive = 0x80;
    public const int NonBlocking = 0x800;
    public const int KeepAccessTime = 0x40000; // O_NOATIME
    public const int CloseOnExec = 0x80000;
    public const int Unnamed = 0x400000; // O_TMPFILE, together with O_DIRECTORY
    public const int PathOnly = 0x200000; // O_PATH

    public const int CurrentFolder = -100; // AT_FDCWD
    public const int DoNotFollow = 0x100; // AT_SYMLINK_NOFOLLOW
    public const int EmptyPath = 0x1000; // AT_EMPTY_PATH
    public const int RemoveFolder = 0x200; // AT_REMOVEDIR

    public const int OpenAt2Number = 437;
    public const ulong NoMagicLinks = 0x02;
    public const ulong NoSymbolicLinks = 0x04;
    public const ulong Beneath = 0x08;

    /// <summary>O_DIRECTORY.</summary>
    public static readonly int Folder = IsArm ? 0x4000 : 0x10000;

    /// <summary>O_NOFOLLOW.</summary>
    public static readonly int NoFollow = IsArm ? 0x8000 : 0x20000;

    private static bool IsArm => RuntimeInformation.ProcessArchitecture is Architecture.Arm or Architecture.Arm64;
}
