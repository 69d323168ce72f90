using System.Runtime.InteropServices;

namespace SysOps.Files.Native;

/// <summary>The system calls by which files are reached: names are bytes that end with a zero, folders are open descriptors.</summary>
internal static partial class LinuxCalls
{
    private const string Library = "libc";

    [LibraryImport(Library, EntryPoint = "close")]
    internal static partial int Close(nint descriptor);

    [LibraryImport(Library, EntryPoint = "openat", SetLastError = true)]
    internal static partial int OpenAt(nint folder, ReadOnlySpan<byte> name, int flags, uint mode);

    // No libc had a function for openat2 for years; its number is the same on every architecture.
    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true)]
    internal static partial nint OpenAt2(nint number, nint folder, ReadOnlySpan<byte> path, ReadOnlySpan<ulong> how, nint size);

    [LibraryImport(Library, EntryPoint = "statx", SetLastError = true)]
    internal static partial int Statx(nint folder, ReadOnlySpan<byte> name, int flags, uint mask, out StatxBuffer buffer);

    [LibraryImport(Library, EntryPoint = "getdents64", SetLastError = true)]
    internal static partial nint GetDirectoryEntries(nint folder, Span<byte> buffer, nint size);

    [LibraryImport(Library, EntryPoint = "readlinkat", SetLastError = true)]
    internal static partial nint ReadLinkAt(nint folder, ReadOnlySpan<byte> name, Span<byte> target, nint size);

    [LibraryImport(Library, EntryPoint = "mkdirat", SetLastError = true)]
    internal static partial int MakeFolderAt(nint folder, ReadOnlySpan<byte> name, uint mode);

    [LibraryImport(Library, EntryPoint = "symlinkat", SetLastError = true)]
    internal static partial int SymbolicLinkAt(ReadOnlySpan<byte> target, nint folder, ReadOnlySpan<byte> name);

    [LibraryImport(Library, EntryPoint = "linkat", SetLastError = true)]
    internal static partial int LinkAt(nint oldFolder, ReadOnlySpan<byte> oldName, nint newFolder, ReadOnlySpan<byte> newName, int flags);

    [LibraryImport(Library, EntryPoint = "mknodat", SetLastError = true)]
    internal static partial int MakeNodeAt(nint folder, ReadOnlySpan<byte> name, uint mode, ulong device);

    [LibraryImport(Library, EntryPoint = "unlinkat", SetLastError = true)]
    internal static partial int UnlinkAt(nint folder, ReadOnlySpan<byte> name, int flags);

    [LibraryImport(Library, EntryPoint = "renameat2", SetLastError = true)]
    internal static partial int RenameAt2(nint oldFolder, ReadOnlySpan<byte> oldName, nint newFolder, ReadOnlySpan<byte> newName, uint flags);

    [LibraryImport(Library, EntryPoint = "fchownat", SetLastError = true)]
    internal static partial int ChangeOwnerAt(nint folder, ReadOnlySpan<byte> name, uint owner, uint group, int flags);

    [LibraryImport(Library, EntryPoint = "fchmod", SetLastError = true)]
    internal static partial int ChangeMode(nint file, uint mode);

    [LibraryImport(Library, EntryPoint = "chmod", SetLastError = true)]
    internal static partial int ChangeMode(ReadOnlySpan<byte> path, uint mode);

    [LibraryImport(Library, EntryPoint = "utimensat", SetLastError = true)]
    internal static partial int SetTimesAt(nint folder, ReadOnlySpan<byte> name, ReadOnlySpan<long> times, int flags);

    [LibraryImport(Library, EntryPoint = "futimens", SetLastError = true)]
    internal static partial int SetTimes(nint file, ReadOnlySpan<long> times);

    [LibraryImport(Library, EntryPoint = "pread", SetLastError = true)]
    internal static partial nint Read(nint file, Span<byte> buffer, nint size, long offset);

    [LibraryImport(Library, EntryPoint = "pwrite", SetLastError = true)]
    internal static partial nint Write(nint file, ReadOnlySpan<byte> buffer, nint size, long offset);

    [LibraryImport(Library, EntryPoint = "lseek", SetLastError = true)]
    internal static partial long Seek(nint file, long offset, int whence);

    [LibraryImport(Library, EntryPoint = "ftruncate", SetLastError = true)]
    internal static partial int SetLength(nint file, long length);

    [LibraryImport(Library, EntryPoint = "posix_fallocate")]
    internal static partial int Allocate(nint file, long offset, long length);

    [LibraryImport(Library, EntryPoint = "fsync", SetLastError = true)]
    internal static partial int Sync(nint file);

    [LibraryImport(Library, EntryPoint = "flock", SetLastError = true)]
    internal static partial int Lock(nint file, int operation);

    [LibraryImport(Library, EntryPoint = "fcntl", SetLastError = true)]
    internal static partial int Control(nint file, int command, nint argument);

    [LibraryImport(Library, EntryPoint = "fnmatch")]
    internal static partial int MatchName(ReadOnlySpan<byte> pattern, ReadOnlySpan<byte> name, int flags);

    [LibraryImport(Library, EntryPoint = "setfsuid")]
    internal static partial int SetFileUser(uint user);

    [LibraryImport(Library, EntryPoint = "setfsgid")]
    internal static partial int SetFileGroup(uint group);

    // By number: the function of libc would change the groups of every thread.
    [LibraryImport(Library, EntryPoint = "syscall", SetLastError = true)]
    internal static partial nint SetGroups(nint number, nint count, ReadOnlySpan<uint> groups);

    [LibraryImport(Library, EntryPoint = "kill", SetLastError = true)]
    internal static partial int Signal(int processId, int signal);

    [LibraryImport(Library, EntryPoint = "syncfs", SetLastError = true)]
    internal static partial int SyncFileSystem(nint file);

    [LibraryImport(Library, EntryPoint = "flistxattr", SetLastError = true)]
    internal static partial nint ListAttributes(nint file, Span<byte> names, nint size);

    [LibraryImport(Library, EntryPoint = "listxattr", SetLastError = true)]
    internal static partial nint ListAttributes(ReadOnlySpan<byte> path, Span<byte> names, nint size);

    [LibraryImport(Library, EntryPoint = "fgetxattr", SetLastError = true)]
    internal static partial nint GetAttribute(nint file, ReadOnlySpan<byte> name, Span<byte> value, nint size);

    [LibraryImport(Library, EntryPoint = "getxattr", SetLastError = true)]
    internal static partial nint GetAttribute(ReadOnlySpan<byte> path, ReadOnlySpan<byte> name, Span<byte> value, nint size);

    [LibraryImport(Library, EntryPoint = "fsetxattr", SetLastError = true)]
    internal static partial int SetAttribute(nint file, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, nint size, int flags);

    [LibraryImport(Library, EntryPoint = "setxattr", SetLastError = true)]
    internal static partial int SetAttribute(ReadOnlySpan<byte> path, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, nint size, int flags);

    [LibraryImport(Library, EntryPoint = "getpwuid_r")]
    internal static partial int FindUser(uint id, Span<long> record, Span<byte> texts, nint size, out nint found);

    [LibraryImport(Library, EntryPoint = "getgrgid_r")]
    internal static partial int FindGroup(uint id, Span<long> record, Span<byte> texts, nint size, out nint found);

    [LibraryImport(Library, EntryPoint = "getpwnam_r")]
    internal static partial int FindUser(ReadOnlySpan<byte> name, Span<long> record, Span<byte> texts, nint size, out nint found);

    [LibraryImport(Library, EntryPoint = "getgrnam_r")]
    internal static partial int FindGroup(ReadOnlySpan<byte> name, Span<long> record, Span<byte> texts, nint size, out nint found);
}
