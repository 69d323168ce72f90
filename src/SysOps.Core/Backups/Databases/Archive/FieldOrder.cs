namespace SysOps.Backups.Databases.Archive;

/// <summary>
/// Puts the fields of a COPY line into the order of the sorted column names: the same row gives the same bytes whatever the order of columns, which
/// is another after a restore when columns were dropped or inherited.
/// </summary>
public sealed class FieldOrder
{
    private readonly int[]? _source;
    private readonly Range[] _fields;
    private byte[] _line = [];

    private FieldOrder(int count, int[]? source)
    {
        _source = source;
        _fields = new Range[count + 1];
    }

    /// <summary>For lines that are in order already.</summary>
    public static FieldOrder AsItIs { get; } = new(0, null);

    public static FieldOrder Of(IReadOnlyList<string> columns)
    {
        int[] source = [.. Enumerable.Range(0, columns.Count).OrderBy(index => columns[index], StringComparer.Ordinal)];
        return source.SequenceEqual(Enumerable.Range(0, source.Length)) ? AsItIs : new FieldOrder(source.Length, source);
    }

    /// <summary>The line in order; it is good until the next call.</summary>
    /// <exception cref="FormatException">It has not as many fields as the table has columns.</exception>
    public ReadOnlySpan<byte> Arrange(ReadOnlySpan<byte> line)
    {
        if (_source is null)
        {
            return line;
        }

        // A tab within a value is written as \t, so every tab is a border.
        if (Split(line) != _source.Length)
        {
            throw new FormatException("a line has not as many fields as the table has columns");
        }

        if (_line.Length < line.Length)
        {
            _line = new byte[Math.Max(line.Length, 2L * _line.Length > Array.MaxLength ? line.Length : 2 * _line.Length)];
        }

        int end = 0;
        for (int index = 0; index < _source.Length; index++)
        {
            if (index > 0)
            {
                _line[end++] = (byte)'\t';
            }

            ReadOnlySpan<byte> field = line[_fields[_source[index]]];
            field.CopyTo(_line.AsSpan(end));
            end += field.Length;
        }

        return _line.AsSpan(0, end);
    }

    private int Split(ReadOnlySpan<byte> line)
    {
        int count = 0;
        foreach (Range field in line.Split((byte)'\t'))
        {
            if (count == _fields.Length)
            {
                return count;
            }

            _fields[count++] = field;
        }

        return count;
    }
}
