using System.Buffers.Binary;

namespace SysOps.Files.Native;

/// <summary>Reads the names in an open folder.</summary>
public static class FolderListing
{
    private const int LengthOffset = 16; // of struct linux_dirent64: inode 8, offset 8, length 2, type 1, name
    private const int TypeOffset = 18;
    private const int NameOffset = 19;

    /// <summary>All names but <c>.</c> and <c>..</c>, in the order of their bytes.</summary>
    /// <exception cref="NativeException">The folder cannot be read.</exception>
    public static NameList ReadNames(this NativeFolder folder)
    {
        // A descriptor of its own starts at the beginning and disturbs nobody's place.
        using NativeFolder listed = folder.OpenFolder("."u8);
        NameList names = new();
        byte[] buffer = new byte[64 * 1024];
        while (true)
        {
            nint size = LinuxCalls.GetDirectoryEntries(listed.Descriptor, buffer, buffer.Length);
            if (size < 0)
            {
                throw new NativeException("list", folder.Name, NativeError.Last);
            }

            if (size == 0)
            {
                names.Sort();
                return names;
            }

            AddNames(names, buffer.AsSpan(0, (int)size));
        }
    }

    private static void AddNames(NameList names, ReadOnlySpan<byte> entries)
    {
        while (!entries.IsEmpty)
        {
            int length = BinaryPrimitives.ReadUInt16LittleEndian(entries[LengthOffset..]);
            ReadOnlySpan<byte> name = entries[NameOffset..length];
            name = name[..name.IndexOf((byte)0)];
            if (!name.SequenceEqual("."u8) && !name.SequenceEqual(".."u8))
            {
                names.Add(name, KindOf(entries[TypeOffset]));
            }

            entries = entries[length..];
        }
    }

    // DT_UNKNOWN, and what has no kind here, is left to who needs to know.
    private static FileKind? KindOf(byte type) => type switch
    {
        1 => FileKind.Fifo,
        2 => FileKind.CharacterDevice,
        4 => FileKind.Folder,
        6 => FileKind.BlockDevice,
        8 => FileKind.File,
        10 => FileKind.Link,
        12 => FileKind.Socket,
        _ => null,
    };
}
