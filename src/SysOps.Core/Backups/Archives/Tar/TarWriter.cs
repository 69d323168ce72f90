using System.Buffers;
using SysOps.Files;

namespace SysOps.Backups.Archives.Tar;

/// <summary>Writes the headers of tar entries: ustar, with a pax header before it only when ustar cannot say it all.</summary>
public static class TarWriter
{
    /// <summary>Writes what stands before the data, the map of a sparse file included. The data follow, then <see cref="WritePadding"/>.</summary>
    public static void WriteHeaders(IBufferWriter<byte> output, TarEntry entry)
    {
        byte[] map = entry.Sparse?.ToBytes() ?? [];
        ReadOnlySpan<byte> name = entry.Sparse is null ? entry.Name.Span : SparseName(entry.Name.Span);
        PaxRecords records = new();
        bool isSplit = UstarName.TrySplit(name, out ReadOnlySpan<byte> prefix, out ReadOnlySpan<byte> rest);
        if (!isSplit || !IsAscii(name))
        {
            records.Add("path", name);
        }

        AddRecords(records, entry, map.Length);
        if (!records.IsEmpty)
        {
            TarEntry pax = new() { Name = default, Kind = EntryKind.File, Mode = 0x1a4, Size = records.Length };
            UstarHeader.Write(output, pax, TarFormat.PaxHeader, [], PaxName(entry.Name.Span), records.Length);
            output.Write(records.Bytes);
            WritePadding(output, records.Length);
        }

        UstarHeader.Write(output, entry, TarFormat.TypeFlags[(int)entry.Kind], prefix, rest, entry.StoredSize + map.Length);
        output.Write(map);
    }

    /// <summary>Fills the last block of data with zeros.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="length">Of the data, in bytes.</param>
    public static void WritePadding(IBufferWriter<byte> output, long length) => WriteZeros(output, TarFormat.PaddingOf(length));

    /// <summary>The two empty blocks that end an archive.</summary>
    public static void WriteEnd(IBufferWriter<byte> output) => WriteZeros(output, 2 * TarFormat.BlockSize);

    internal static void WriteZeros(IBufferWriter<byte> output, long length)
    {
        while (length > 0)
        {
            Span<byte> span = output.GetSpan();
            span = span[..(int)Math.Min(length, span.Length)];
            span.Clear();
            output.Advance(span.Length);
            length -= span.Length;
        }
    }

    private static void AddRecords(PaxRecords records, TarEntry entry, int mapLength)
    {
        if (entry.Target.Length > 100 || !IsAscii(entry.Target.Span))
        {
            records.Add("linkpath", entry.Target.Span);
        }

        if (entry.Modified.Nanoseconds != 0 || !UstarHeader.Fits(entry.Modified.Seconds, 11))
        {
            records.Add("mtime", entry.Modified.ToString());
        }

        AddNumber(records, "uid", entry.OwnerId, 7);
        AddNumber(records, "gid", entry.GroupId, 7);
        AddNumber(records, "size", entry.StoredSize + mapLength, 11);
        AddText(records, "uname", entry.OwnerName);
        AddText(records, "gname", entry.GroupName);
        if (entry.Sparse is not null)
        {
            records.Add("GNU.sparse.major", "1");
            records.Add("GNU.sparse.minor", "0");
            records.Add("GNU.sparse.name", entry.Name.Span);
            records.Add("GNU.sparse.realsize", entry.Size);
        }

        foreach (ExtendedAttribute attribute in entry.Attributes)
        {
            AttributeRecords.Add(records, attribute);
        }
    }

    private static void AddNumber(PaxRecords records, string key, long value, int digits)
    {
        if (!UstarHeader.Fits(value, digits))
        {
            records.Add(key, value);
        }
    }

    private static void AddText(PaxRecords records, string key, string value)
    {
        if (value.Length > 31 || !IsAscii(TarEntry.Utf8(value)))
        {
            records.Add(key, TarEntry.Utf8(value));
        }
    }

    private static bool IsAscii(ReadOnlySpan<byte> bytes) => !bytes.ContainsAnyExceptInRange((byte)0, (byte)127);

    // What a tar without pax headers shows instead.
    private static byte[] PaxName(ReadOnlySpan<byte> name) => UnderFolder("./PaxHeaders/"u8, name);

    private static byte[] SparseName(ReadOnlySpan<byte> name) => UnderFolder("./GNUSparseFile.0/"u8, name);

    private static byte[] UnderFolder(ReadOnlySpan<byte> folder, ReadOnlySpan<byte> name)
    {
        name = name.TrimEnd((byte)'/');
        name = name[(name.LastIndexOf((byte)'/') + 1)..];
        return [.. folder, .. name[..Math.Min(name.Length, 100 - folder.Length)]];
    }
}
