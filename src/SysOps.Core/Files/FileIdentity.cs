using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SysOps.Files;

/// <summary>Who owns a file and what its mode allows: Linux, by statx(2), whose layout is one on every architecture.</summary>
internal sealed partial record FileIdentity(uint OwnerId, UnixFileMode Mode)
{
    private const int CurrentFolder = -100;
    private const int EmptyPath = 0x1000;
    private const uint TypeModeOwner = 0x1 | 0x2 | 0x8;
    private const int OwnerOffset = 20;
    private const int ModeOffset = 28;

    public static uint CurrentUserId => GetEffectiveUserId();

    public static FileIdentity Of(SafeFileHandle file) => Read((int)file.DangerousGetHandle(), "", EmptyPath);

    public static FileIdentity Of(string path) => Read(CurrentFolder, path, 0);

    private static unsafe FileIdentity Read(int folder, string path, int flags)
    {
        byte* result = stackalloc byte[256];
        if (Statx(folder, path, flags, TypeModeOwner, result) != 0)
        {
            throw new IOException($"'{path}': {new Win32Exception(Marshal.GetLastPInvokeError()).Message}");
        }

        return new FileIdentity(*(uint*)(result + OwnerOffset), (UnixFileMode)(*(ushort*)(result + ModeOffset) & 0xFFF));
    }

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static unsafe partial int Statx(int folder, string path, int flags, uint mask, byte* result);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint GetEffectiveUserId();
}
