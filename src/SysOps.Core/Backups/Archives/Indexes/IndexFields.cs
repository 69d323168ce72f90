using System.Text.Json;

namespace SysOps.Backups.Archives.Indexes;

/// <summary>The names in the lines of an index. They are part of the format: none is ever given another meaning.</summary>
internal static class IndexFields
{
    public const string End = "end";

    public static readonly JsonEncodedText Path = Encode("path");
    public static readonly JsonEncodedText PathBase64 = Encode("pathBase64");
    public static readonly JsonEncodedText Type = Encode("type");
    public static readonly JsonEncodedText Mode = Encode("mode");
    public static readonly JsonEncodedText OwnerId = Encode("uid");
    public static readonly JsonEncodedText GroupId = Encode("gid");
    public static readonly JsonEncodedText OwnerName = Encode("user");
    public static readonly JsonEncodedText GroupName = Encode("group");
    public static readonly JsonEncodedText Modified = Encode("mtime");
    public static readonly JsonEncodedText Changed = Encode("ctime");
    public static readonly JsonEncodedText FileSystem = Encode("device");
    public static readonly JsonEncodedText Inode = Encode("inode");
    public static readonly JsonEncodedText Size = Encode("size");
    public static readonly JsonEncodedText Sha256 = Encode("sha256");
    public static readonly JsonEncodedText Target = Encode("target");
    public static readonly JsonEncodedText TargetBase64 = Encode("targetBase64");
    public static readonly JsonEncodedText Major = Encode("major");
    public static readonly JsonEncodedText Minor = Encode("minor");
    public static readonly JsonEncodedText Attributes = Encode("xattrs");
    public static readonly JsonEncodedText Backup = Encode("backup");
    public static readonly JsonEncodedText Frame = Encode("frame");
    public static readonly JsonEncodedText Offset = Encode("offset");
    public static readonly JsonEncodedText Content = Encode("content");
    public static readonly JsonEncodedText Problem = Encode("problem");
    public static readonly JsonEncodedText Entries = Encode("entries");
    public static readonly JsonEncodedText Frames = Encode("frames");
    public static readonly JsonEncodedText ContentBytes = Encode("contentBytes");
    public static readonly JsonEncodedText StoredBytes = Encode("storedBytes");

    // In the order in which they are written.
    private static readonly (JsonEncodedText Encoded, string Name)[] All = [.. new[]
    {
        Path, PathBase64, Type, Mode, OwnerId, GroupId, OwnerName, GroupName, Modified, Changed, FileSystem, Inode, Size, Sha256, Target, TargetBase64, Major, Minor, Attributes,
        Backup, Frame, Offset, Content, Problem, Entries, Frames, ContentBytes, StoredBytes,
    }
    .Select(field => (field, field.ToString()))];

    private static readonly string[] Kinds = ["file", "hardlink", "link", "folder", "fifo", "characterDevice", "blockDevice"];

    /// <summary>The name that the reader is at; null when it is none of these.</summary>
    /// <param name="json">At a property's name.</param>
    /// <param name="after">Where the one before it stands: most lines have them in their order.</param>
    public static string? Find(ref Utf8JsonReader json, ref int after)
    {
        for (int step = 0; step < All.Length; step++)
        {
            int at = (after + step) % All.Length;
            if (json.ValueTextEquals(All[at].Encoded.EncodedUtf8Bytes))
            {
                after = at + 1;
                return All[at].Name;
            }
        }

        return null;
    }

    public static string NameOf(EntryKind kind) => Kinds[(int)kind];

    /// <exception cref="ArchiveCorruptException">There is no such kind.</exception>
    public static EntryKind KindOf(string name) => Array.IndexOf(Kinds, name) is int kind && kind >= 0 ? (EntryKind)kind : throw new ArchiveCorruptException($"The index tells of an unknown type '{name}'.");

    private static JsonEncodedText Encode(string name) => JsonEncodedText.Encode(name);
}
