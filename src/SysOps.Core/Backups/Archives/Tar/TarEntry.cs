using System.Text;
using SysOps.Files;

namespace SysOps.Backups.Archives.Tar;

/// <summary>What the headers of one tar entry tell.</summary>
public sealed record TarEntry
{
    /// <summary>As the archive has it: any bytes but zero; of a folder with a slash at the end.</summary>
    public required ReadOnlyMemory<byte> Name { get; init; }

    public required EntryKind Kind { get; init; }

    /// <summary>The twelve permission bits.</summary>
    public int Mode { get; init; }

    public uint OwnerId { get; init; }

    public uint GroupId { get; init; }

    /// <summary>Empty when it is not known.</summary>
    public string OwnerName { get; init; } = "";

    public string GroupName { get; init; } = "";

    public FileTime Modified { get; init; }

    /// <summary>Of a file, holes included, in bytes.</summary>
    public long Size { get; init; }

    /// <summary>Of a link what it says, of a hard link the name of the other entry.</summary>
    public ReadOnlyMemory<byte> Target { get; init; }

    public DeviceNumber Device { get; init; }

    /// <summary>In the order of their names; ACLs among them as the system has them, though the archive holds them as text.</summary>
    public IReadOnlyList<ExtendedAttribute> Attributes { get; init; } = [];

    /// <summary>Which parts of the file are stored; null when all of it is.</summary>
    public SparseMap? Sparse { get; init; }

    /// <summary>Bytes of data in the archive, without the map of a sparse file and without padding.</summary>
    public long StoredSize => Kind == EntryKind.File ? Sparse?.DataLength ?? Size : 0;

    /// <summary>The path below the root that the archive is of: without <c>./</c> and slashes at the end.</summary>
    public PathBytes Path => PathOf(Name.Span);

    /// <summary>The name that an entry has in an archive of a tree.</summary>
    public static byte[] NameOf(PathBytes path, bool isFolder) => path.IsRoot ? "./"u8.ToArray() : [.. "./"u8, .. path.Bytes, .. isFolder ? "/"u8 : []];

    /// <summary>The path that an entry's name means.</summary>
    public static PathBytes PathOf(ReadOnlySpan<byte> name)
    {
        name = name.StartsWith("./"u8) ? name[2..] : name;
        return PathBytes.Of(name.SequenceEqual("."u8) ? [] : name.TrimEnd((byte)'/'));
    }

    /// <summary>Its name, for messages.</summary>
    public override string ToString() => PathDisplay.Of(Name.Span);

    internal static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
