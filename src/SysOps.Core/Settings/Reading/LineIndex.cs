using System.Text;

namespace SysOps.Settings.Reading;

/// <summary>From a place in bytes to a line and a column (from 1, in UTF-16 units).</summary>
internal sealed class LineIndex
{
    private readonly byte[] _content;
    private readonly List<int> _starts = [0];

    public LineIndex(byte[] content)
    {
        _content = content;
        for (int index = 0; index < content.Length; index++)
        {
            if (content[index] == (byte)'\n')
            {
                _starts.Add(index + 1);
            }
        }
    }

    public (int Line, int Column) At(long offset)
    {
        int place = (int)Math.Min(offset, _content.Length);
        int found = _starts.BinarySearch(place);
        int line = found >= 0 ? found : ~found - 1;
        return (line + 1, Encoding.UTF8.GetCharCount(_content, _starts[line], place - _starts[line]) + 1);
    }

    /// <summary>The place in bytes of a line (from 0) and a byte in it, as a JSON error tells them.</summary>
    public long OffsetOf(long line, long byteInLine) => line < _starts.Count ? _starts[(int)line] + byteInLine : _content.Length;
}
