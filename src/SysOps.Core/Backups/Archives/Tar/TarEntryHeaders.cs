using System.Globalization;
using System.Text;
using SysOps.Files;

namespace SysOps.Backups.Archives.Tar;

/// <summary>Makes an entry of a ustar header and the pax records before it, which come first.</summary>
internal static class TarEntryHeaders
{
    public static TarEntry Read(ReadOnlySpan<byte> block, Dictionary<string, byte[]> records)
    {
        byte type = block[TarFormat.Type] is 0 or (byte)'7' ? (byte)'0' : block[TarFormat.Type];
        int kind = TarFormat.TypeFlags.IndexOf(type);
        byte[] name = records.GetValueOrDefault("GNU.sparse.name") ?? records.GetValueOrDefault("path") ?? Name(block);
        if (kind < 0 || name.Length == 0)
        {
            throw new ArchiveCorruptException($"'{PathDisplay.Of(name)}' is of a kind that is not supported: '{(char)type}'.");
        }

        return new TarEntry
        {
            Name = name,
            Kind = (EntryKind)kind,
            Mode = (int)UstarHeader.ReadNumber(block[TarFormat.Mode]) & 0xfff,
            OwnerId = (uint)Number(records, "uid", block[TarFormat.OwnerId]),
            GroupId = (uint)Number(records, "gid", block[TarFormat.GroupId]),
            OwnerName = Text(records, "uname", block[TarFormat.OwnerName]),
            GroupName = Text(records, "gname", block[TarFormat.GroupName]),
            Modified = Time(records, block),
            Target = records.GetValueOrDefault("linkpath") ?? UstarHeader.ReadText(block[TarFormat.Target]).ToArray(),
            Device = new DeviceNumber((uint)UstarHeader.ReadNumber(block[TarFormat.DeviceMajor]), (uint)UstarHeader.ReadNumber(block[TarFormat.DeviceMinor])),
            Attributes = AttributeRecords.Read(records),
        };
    }

    /// <summary>How many bytes of data follow the headers.</summary>
    public static long DataLength(ReadOnlySpan<byte> block, Dictionary<string, byte[]> records, EntryKind kind)
    {
        long length = Number(records, "size", block[TarFormat.Size]);
        return length < 0 ? throw new ArchiveCorruptException("The size of an entry is damaged.") : kind == EntryKind.File ? length : 0;
    }

    /// <summary>The size of a sparse file, holes included.</summary>
    public static long SparseSize(Dictionary<string, byte[]> records) =>
        records.GetValueOrDefault("GNU.sparse.major") is [(byte)'1'] && records.TryGetValue("GNU.sparse.realsize", out byte[]? size)
            ? Decimal(size)
            : throw new ArchiveCorruptException("It holds a sparse file of a version that is not supported.");

    // GNU tar's own format has other things where ustar has the prefix.
    private static byte[] Name(ReadOnlySpan<byte> block)
    {
        ReadOnlySpan<byte> name = UstarHeader.ReadText(block[TarFormat.Name]);
        ReadOnlySpan<byte> prefix = block[TarFormat.Magic].SequenceEqual(TarFormat.Ustar) ? UstarHeader.ReadText(block[TarFormat.Prefix]) : [];
        return prefix.IsEmpty ? name.ToArray() : [.. prefix, (byte)'/', .. name];
    }

    private static long Number(Dictionary<string, byte[]> records, string key, ReadOnlySpan<byte> field) =>
        records.TryGetValue(key, out byte[]? value) ? Decimal(value) : UstarHeader.ReadNumber(field);

    private static string Text(Dictionary<string, byte[]> records, string key, ReadOnlySpan<byte> field) =>
        Encoding.UTF8.GetString(records.TryGetValue(key, out byte[]? value) ? value : UstarHeader.ReadText(field));

    private static FileTime Time(Dictionary<string, byte[]> records, ReadOnlySpan<byte> block)
    {
        if (!records.TryGetValue("mtime", out byte[]? value))
        {
            return new FileTime(UstarHeader.ReadNumber(block[TarFormat.Modified]), 0);
        }

        try
        {
            return FileTime.Parse(value);
        }
        catch (FormatException exception)
        {
            throw new ArchiveCorruptException("The time in a pax header is damaged.", exception);
        }
    }

    private static long Decimal(byte[] value) => long.TryParse(Encoding.Latin1.GetString(value), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number)
        ? number
        : throw new ArchiveCorruptException("A number in a pax header is damaged.");
}
