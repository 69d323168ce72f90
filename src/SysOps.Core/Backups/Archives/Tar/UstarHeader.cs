using System.Buffers;
using System.Buffers.Binary;

namespace SysOps.Backups.Archives.Tar;

/// <summary>The 512 bytes that every entry has.</summary>
internal static class UstarHeader
{
    /// <summary>Whether an octal number of so many digits can say it.</summary>
    public static bool Fits(long value, int digits) => value >= 0 && value < 1L << (3 * digits);

    /// <param name="output">Where to.</param>
    /// <param name="entry">What is not said by the parameters below; values that do not fit are left zero, as a pax header has them.</param>
    /// <param name="type">The type flag.</param>
    /// <param name="prefix">The first part of the name.</param>
    /// <param name="name">The second.</param>
    /// <param name="size">Of the data that follow, in bytes.</param>
    public static void Write(IBufferWriter<byte> output, TarEntry entry, byte type, ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> name, long size)
    {
        Span<byte> block = output.GetSpan(TarFormat.BlockSize)[..TarFormat.BlockSize];
        block.Clear();
        name.CopyTo(block[TarFormat.Name]);
        prefix.CopyTo(block[TarFormat.Prefix]);
        WriteOctal(block[TarFormat.Mode], entry.Mode);
        WriteOctal(block[TarFormat.OwnerId], entry.OwnerId);
        WriteOctal(block[TarFormat.GroupId], entry.GroupId);
        WriteOctal(block[TarFormat.Size], size);
        WriteOctal(block[TarFormat.Modified], entry.Modified.Seconds);
        block[TarFormat.Type] = type;
        entry.Target.Span[..Math.Min(100, entry.Target.Length)].CopyTo(block[TarFormat.Target]);
        TarFormat.Ustar.CopyTo(block[TarFormat.Magic]);
        WriteText(block[TarFormat.OwnerName], entry.OwnerName);
        WriteText(block[TarFormat.GroupName], entry.GroupName);
        WriteOctal(block[TarFormat.DeviceMajor], entry.Device.Major);
        WriteOctal(block[TarFormat.DeviceMinor], entry.Device.Minor);
        int sum = TarFormat.SumOf(block);
        WriteOctal(block[TarFormat.Checksum][..7], sum);
        block[155] = (byte)' ';
        output.Advance(TarFormat.BlockSize);
    }

    /// <summary>Reads an octal number, or one of GNU tar's binary ones.</summary>
    /// <exception cref="ArchiveCorruptException">It is neither.</exception>
    public static long ReadNumber(ReadOnlySpan<byte> field)
    {
        if (field[0] is 0x80 or 0xff)
        {
            return BinaryPrimitives.ReadInt64BigEndian(field[^8..]) & (field.Length == 8 ? field[0] == 0x80 ? 0x00ff_ffff_ffff_ffff : -1 : -1);
        }

        long value = 0;
        foreach (byte one in field.Trim(" \0"u8))
        {
            if (one is < (byte)'0' or > (byte)'7')
            {
                throw new ArchiveCorruptException("A number in a tar header is damaged.");
            }

            value = (value << 3) | (uint)(one - (byte)'0');
        }

        return value;
    }

    public static ReadOnlySpan<byte> ReadText(ReadOnlySpan<byte> field) => field.IndexOf((byte)0) is int end && end >= 0 ? field[..end] : field;

    // Leading zeros, and a zero byte at the end.
    private static void WriteOctal(Span<byte> field, long value)
    {
        if (!Fits(value, field.Length - 1))
        {
            value = 0;
        }

        for (int at = field.Length - 2; at >= 0; at--)
        {
            field[at] = (byte)('0' + (value & 7));
            value >>= 3;
        }
    }

    private static void WriteText(Span<byte> field, string text)
    {
        byte[] bytes = TarEntry.Utf8(text);
        if (bytes.Length < field.Length)
        {
            bytes.CopyTo(field);
        }
    }
}
