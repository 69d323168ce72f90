using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace SysOps.Backups.Archives.Tar;

/// <summary>Records of a pax header: <c>length key=value\n</c>, the value any bytes, the length that of the whole record.</summary>
internal sealed class PaxRecords
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public ReadOnlySpan<byte> Bytes => _bytes.WrittenSpan;

    public int Length => _bytes.WrittenCount;

    public bool IsEmpty => Length == 0;

    public void Add(string key, string value) => Add(key, Encoding.UTF8.GetBytes(value));

    public void Add(string key, long value) => Add(key, value.ToString(CultureInfo.InvariantCulture));

    public void Add(string key, ReadOnlySpan<byte> value) => Add(Encoding.UTF8.GetBytes(key), value);

    public void Add(ReadOnlySpan<byte> key, ReadOnlySpan<byte> value)
    {
        int rest = key.Length + value.Length + 3;
        int length = rest + Digits(rest);
        length = rest + Digits(length);
        Span<byte> number = _bytes.GetSpan(12);
        Utf8Formatter.TryFormat(length, number, out int digits);
        _bytes.Advance(digits);
        _bytes.Write(" "u8);
        _bytes.Write(key);
        _bytes.Write("="u8);
        _bytes.Write(value);
        _bytes.Write("\n"u8);
    }

    /// <summary>Reads all records into the dictionary; a later one takes the place of an earlier one of the same key.</summary>
    /// <param name="bytes">The content of a pax header.</param>
    /// <param name="records">By key; keys are Latin-1 texts, so that any byte has its character.</param>
    /// <exception cref="ArchiveCorruptException">A record is damaged.</exception>
    public static void Read(ReadOnlySpan<byte> bytes, Dictionary<string, byte[]> records)
    {
        while (!bytes.IsEmpty)
        {
            if (!Utf8Parser.TryParse(bytes, out int length, out int digits) || length > bytes.Length || length < digits + 3 || bytes[digits] != (byte)' ' || bytes[length - 1] != (byte)'\n')
            {
                throw new ArchiveCorruptException("A pax header is damaged.");
            }

            ReadOnlySpan<byte> record = bytes[(digits + 1)..(length - 1)];
            int equals = record.IndexOf((byte)'=');
            if (equals <= 0)
            {
                throw new ArchiveCorruptException("A pax header is damaged.");
            }

            records[Encoding.Latin1.GetString(record[..equals])] = record[(equals + 1)..].ToArray();
            bytes = bytes[length..];
        }
    }

    private static int Digits(int number) => number.ToString(CultureInfo.InvariantCulture).Length;
}
