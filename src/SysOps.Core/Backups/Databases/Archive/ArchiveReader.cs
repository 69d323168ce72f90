using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace SysOps.Backups.Databases.Archive;

/// <summary>Reads the integers and texts of pg_dump's own format: an integer is a sign and the bytes of its magnitude, low byte first; a text is its length and its bytes.</summary>
internal sealed class ArchiveReader(byte[] content)
{
    private int _position;

    /// <summary>How many bytes an integer has; the header says it.</summary>
    public int IntegerSize { get; set; } = 4;

    /// <summary>UTF-8, or one character for each byte where the text has another encoding.</summary>
    public Encoding Encoding { get; set; } = Encoding.Latin1;

    public byte Byte() => Bytes(1)[0];

    public ReadOnlySpan<byte> Bytes(int count)
    {
        if (count < 0 || count > content.Length - _position)
        {
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"it ends within a value at byte {_position}"));
        }

        _position += count;
        return content.AsSpan(_position - count, count);
    }

    public int Integer()
    {
        bool negative = Byte() != 0;
        ReadOnlySpan<byte> bytes = Bytes(IntegerSize);
        Span<byte> wide = stackalloc byte[8];
        wide.Clear();
        bytes[..Math.Min(bytes.Length, wide.Length)].CopyTo(wide);
        ulong magnitude = BinaryPrimitives.ReadUInt64LittleEndian(wide);
        if (magnitude > int.MaxValue)
        {
            throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"a number at byte {_position} is out of range"));
        }

        return negative ? -(int)magnitude : (int)magnitude;
    }

    /// <summary>Null is written as the length -1.</summary>
    public string? Text()
    {
        int length = Integer();
        return length < 0 ? null : Encoding.GetString(Bytes(length));
    }

    /// <summary>An OID, which is written as a text.</summary>
    public uint ObjectId() => uint.TryParse(Text(), NumberStyles.None, CultureInfo.InvariantCulture, out uint id) ? id : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"there is no OID before byte {_position}"));
}
