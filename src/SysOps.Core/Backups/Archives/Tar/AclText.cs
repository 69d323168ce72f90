using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using SysOps.Files.Native;

namespace SysOps.Backups.Archives.Tar;

/// <summary>POSIX ACLs: the bytes that the kernel has (posix_acl_xattr.h), and the text that acl_from_text(3) reads. Users and groups by number.</summary>
internal static class AclText
{
    private const uint Version = 2;
    private const int EntryLength = 8; // tag 2, permissions 2, id 4
    private const uint NoId = uint.MaxValue;

    private static readonly (ushort Tag, string Name, bool HasId)[] Tags =
        [(0x01, "user", false), (0x02, "user", true), (0x04, "group", false), (0x08, "group", true), (0x10, "mask", false), (0x20, "other", false)];

    public static ReadOnlySpan<byte> AccessName => "system.posix_acl_access"u8;

    public static ReadOnlySpan<byte> DefaultName => "system.posix_acl_default"u8;

    /// <summary>Whether an access ACL says no more than the mode does: owner, group and others alone. The system keeps no such ACL; GNU tar writes it beside a default one.</summary>
    public static bool IsMode(ReadOnlySpan<byte> acl) => acl.Length == 4 + (3 * EntryLength);

    public static bool TryFormat(ReadOnlySpan<byte> acl, out string text)
    {
        text = "";
        if (acl.Length < 4 || BinaryPrimitives.ReadUInt32LittleEndian(acl) != Version || (acl.Length - 4) % EntryLength != 0)
        {
            return false;
        }

        StringBuilder lines = new();
        for (acl = acl[4..]; !acl.IsEmpty; acl = acl[EntryLength..])
        {
            ushort tag = BinaryPrimitives.ReadUInt16LittleEndian(acl);
            int permissions = BinaryPrimitives.ReadUInt16LittleEndian(acl[2..]);
            (ushort Tag, string Name, bool HasId) known = Array.Find(Tags, entry => entry.Tag == tag);
            if (known.Name is null || permissions > 7)
            {
                return false;
            }

            string id = known.HasId ? BinaryPrimitives.ReadUInt32LittleEndian(acl[4..]).ToString(CultureInfo.InvariantCulture) : "";
            lines.Append(CultureInfo.InvariantCulture, $"{known.Name}:{id}:{Letter(permissions, 4, 'r')}{Letter(permissions, 2, 'w')}{Letter(permissions, 1, 'x')}\n");
        }

        text = lines.ToString();
        return true;
    }

    /// <exception cref="ArchiveCorruptException">It is no ACL, or names a user or group by a name only.</exception>
    public static byte[] Parse(string text)
    {
        List<(ushort Tag, int Permissions, uint Id)> entries = [];
        foreach (string line in text.Split(['\n', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            entries.Add(ParseEntry(line));
        }

        entries.Sort();
        byte[] acl = new byte[4 + (entries.Count * EntryLength)];
        BinaryPrimitives.WriteUInt32LittleEndian(acl, Version);
        Span<byte> rest = acl.AsSpan(4);
        foreach ((ushort tag, int permissions, uint id) in entries)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(rest, tag);
            BinaryPrimitives.WriteUInt16LittleEndian(rest[2..], (ushort)permissions);
            BinaryPrimitives.WriteUInt32LittleEndian(rest[4..], id);
            rest = rest[EntryLength..];
        }

        return acl;
    }

    private static (ushort Tag, int Permissions, uint Id) ParseEntry(string line)
    {
        // user:name:rwx, or as star writes it with the number behind: user:name:rwx:1000
        string[] parts = line.Split('#')[0].TrimEnd().Split(':');
        if (parts.Length >= 3)
        {
            string number = parts.Length > 3 ? parts[3] : parts[1];
            (ushort Tag, string Name, bool HasId) known = Array.Find(Tags, entry => entry.Name.StartsWith(parts[0], StringComparison.Ordinal) && entry.HasId == (parts[1].Length > 0));
            uint? id = !known.HasId ? NoId : uint.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out uint parsed) ? parsed : AccountNames.IdOf(parts[1], known.Name == "user");
            if (known.Name is not null && id is not null)
            {
                return (known.Tag, (parts[2].Contains('r') ? 4 : 0) | (parts[2].Contains('w') ? 2 : 0) | (parts[2].Contains('x') ? 1 : 0), id.Value);
            }
        }

        throw new ArchiveCorruptException($"The ACL entry '{line}' cannot be understood on this machine.");
    }

    private static char Letter(int permissions, int bit, char letter) => (permissions & bit) != 0 ? letter : '-';
}
