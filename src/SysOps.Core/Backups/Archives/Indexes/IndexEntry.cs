using System.Security.Cryptography;
using SysOps.Backups.Archives.Tar;
using SysOps.Files;

namespace SysOps.Backups.Archives.Indexes;

/// <summary>One line of an index: an entry, and where its bytes are.</summary>
public sealed record IndexEntry
{
    public required PathBytes Path { get; init; }

    public required EntryKind Kind { get; init; }

    /// <summary>The twelve permission bits.</summary>
    public int Mode { get; init; }

    public uint OwnerId { get; init; }

    public uint GroupId { get; init; }

    /// <summary>Empty when it was not known.</summary>
    public string OwnerName { get; init; } = "";

    public string GroupName { get; init; } = "";

    public FileTime Modified { get; init; }

    /// <summary>The ctime; null for what did not come from a file system.</summary>
    public FileTime? Changed { get; init; }

    /// <summary>Null for what did not come from a file system.</summary>
    public FileIdentity? Identity { get; init; }

    /// <summary>Of a file, holes included, in bytes; of a hard link that of the file.</summary>
    public long Size { get; init; }

    /// <summary>Of a file's content, or a hard link's file's, as <c>sha256sum</c> writes it; null for other kinds.</summary>
    public string? Sha256 { get; init; }

    /// <summary>What a link says; of a hard link the path of the other entry.</summary>
    public ReadOnlyMemory<byte> Target { get; init; }

    public DeviceNumber Device { get; init; }

    /// <summary><see cref="DigestOf"/> its extended attributes; null when it has none.</summary>
    public string? AttributesDigest { get; init; }

    /// <summary>Where its headers are.</summary>
    public required ContentPlace Place { get; init; }

    /// <summary>Where the headers of the entry with the content are, when elsewhere: of a hard link, and of a file that was stored before under the same content.</summary>
    public ContentPlace? ContentPlace { get; init; }

    /// <summary>
    /// Whether the archive has nothing of the file but its headers, as its content was stored before. They are those of a hard link to itself: tar leaves the
    /// file alone then, and complains when it is not there.
    /// </summary>
    public bool IsMetadataOnly => Kind == EntryKind.File && ContentPlace is not null;

    /// <summary>Why what is stored may not be what the file held at any one moment; null when it is.</summary>
    public ArchiveProblemKind? Problem { get; init; }

    /// <summary>128 bits that change with any attribute, ACLs included; null when there are none.</summary>
    public static string? DigestOf(IReadOnlyList<ExtendedAttribute> attributes)
    {
        if (attributes.Count == 0)
        {
            return null;
        }

        PaxRecords records = new();
        foreach (ExtendedAttribute attribute in attributes)
        {
            records.Add(attribute.Name.Span, attribute.Value.Span);
        }

        return Convert.ToHexStringLower(SHA256.HashData(records.Bytes).AsSpan(0, 16));
    }
}
