using System.Buffers;
using System.Globalization;
using System.IO.Hashing;

namespace SysOps.Backups.Databases.Archive;

/// <summary>
/// Counts the rows of COPY's text format and adds the XxHash128 of each line, modulo 2^128: the same rows in another order give the same
/// sum, and a row that is there twice counts twice. It finds accidents, not tampering. The longest line is held in memory; COPY limits it to 1 GB.
/// </summary>
public sealed class CopySum(FieldOrder order)
{
    private readonly ArrayBufferWriter<byte> _begun = new();

    public long Rows { get; private set; }

    public UInt128 Sum { get; private set; }

    /// <summary>Whether the line <c>\.</c> came, which ends the data in a file.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Takes the next bytes, wherever they are cut.</summary>
    /// <exception cref="FormatException">A line has not as many fields as the table has columns.</exception>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        while (!HasEnded && bytes.IndexOf((byte)'\n') is var end and >= 0)
        {
            if (_begun.WrittenCount == 0)
            {
                AddLine(bytes[..end]);
            }
            else
            {
                _begun.Write(bytes[..end]);
                AddLine(_begun.WrittenSpan);
                _begun.ResetWrittenCount();
            }

            bytes = bytes[(end + 1)..];
        }

        if (!HasEnded)
        {
            _begun.Write(bytes);
        }
    }

    /// <inheritdoc />
    public override string ToString() => Sum.ToString("x32", CultureInfo.InvariantCulture);

    private void AddLine(ReadOnlySpan<byte> line)
    {
        // In data a backslash is doubled, so this can only be the end.
        if (line.SequenceEqual("\\."u8))
        {
            HasEnded = true;
            return;
        }

        Rows++;
        Sum = unchecked(Sum + XxHash128.HashToUInt128(order.Arrange(line)));
    }
}
