using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace SysOps.Files;

/// <summary>
/// A file that processes lock by flock(2): the kernel frees the lock when its process ends, however it ends. Opened by
/// open(2), as .NET locks every file that it opens itself, and could not even read this one. Linux alone.
/// </summary>
public sealed partial class LockFile : IDisposable
{
    private const int ReadOnly = 0; // O_RDONLY
    private const int ReadWriteCreate = 2 | 0x40; // O_RDWR, O_CREAT
    private const int CloseOnExec = 0x80000; // O_CLOEXEC: no child keeps the lock alive
    private const int OwnerOnly = 0x180; // 0600
    private const int Shared = 1; // LOCK_SH
    private const int Exclusive = 2; // LOCK_EX
    private const int NonBlocking = 4; // LOCK_NB
    private const int Unlock = 8; // LOCK_UN
    private const int WouldBlock = 11; // EWOULDBLOCK
    private const int Denied = 13; // EACCES
    private const int ReadOnlyVolume = 30; // EROFS
    private const int LongestContent = 65536;

    private readonly SafeFileHandle _handle;

    private LockFile(SafeFileHandle handle, bool isWritable)
    {
        _handle = handle;
        IsWritable = isWritable;
    }

    /// <summary>A file that may only be read can still be locked.</summary>
    public bool IsWritable { get; }

    /// <summary>Opens the file, never through a link, and makes it (0600) where there is none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="write">Whether it must be writable; else one that may be read is enough.</param>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public static LockFile Open(string path, bool write)
    {
        SafeFileHandle handle = OpenFile(path, ReadWriteCreate | CloseOnExec | Native.OpenFlags.NoFollow, OwnerOnly);
        int error = Marshal.GetLastPInvokeError();
        bool writable = !handle.IsInvalid;
        if (!writable && !write && (error is Denied or ReadOnlyVolume))
        {
            handle.Dispose();
            handle = OpenFile(path, ReadOnly | CloseOnExec | Native.OpenFlags.NoFollow, OwnerOnly);
            error = Marshal.GetLastPInvokeError();
        }

        if (handle.IsInvalid)
        {
            handle.Dispose();
            throw new IOException($"'{path}' cannot be opened: {new Win32Exception(error).Message}", error);
        }

        return new LockFile(handle, writable);
    }

    /// <summary>False when another process holds it in a way that excludes this one.</summary>
    /// <exception cref="IOException">The file system has no locks.</exception>
    public bool TryLock(bool exclusive)
    {
        if (Lock(_handle, (exclusive ? Exclusive : Shared) | NonBlocking) == 0)
        {
            return true;
        }

        int error = Marshal.GetLastPInvokeError();
        return error == WouldBlock ? false : throw new IOException($"The file system takes no lock: {new Win32Exception(error).Message}", error);
    }

    public byte[] Read()
    {
        byte[] content = new byte[(int)Math.Min(RandomAccess.GetLength(_handle), LongestContent)];
        int length = RandomAccess.Read(_handle, content, 0);
        return content[..length];
    }

    public void Write(ReadOnlySpan<byte> content)
    {
        RandomAccess.SetLength(_handle, 0);
        RandomAccess.Write(_handle, content, 0);
    }

    /// <summary>Gives the lock back. Closing alone would not: a child that is just being started has a copy until it runs its own program.</summary>
    public void Dispose()
    {
        if (!_handle.IsClosed)
        {
            _ = Lock(_handle, Unlock);
            _handle.Dispose();
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle OpenFile(string path, int flags, int mode);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    private static partial int Lock(SafeFileHandle file, int operation);
}
