using System.Text;

namespace SysOps.Settings.Syntax;

/// <summary>Turns offsets in UTF-8 bytes into lines and columns.</summary>
internal sealed class TextPositions
{
    private readonly byte[] _text;
    private readonly List<int> _lineStarts = [0];
    private (int Line, int Offset, int Column) _last = (0, 0, 1);

    /// <param name="text">Without a byte order mark.</param>
    public TextPositions(byte[] text)
    {
        _text = text;
        for (int index = 0; index < text.Length; index++)
        {
            if (text[index] == '\n')
            {
                _lineStarts.Add(index + 1);
            }
        }
    }

    public TextPosition At(int offset)
    {
        int found = _lineStarts.BinarySearch(offset);
        int line = found >= 0 ? found : ~found - 1;
        // Places are asked for in their order mostly: only what came since is counted, or a file of one long line would take for ever.
        (int start, int column) = _last.Line == line && _last.Offset <= offset ? (_last.Offset, _last.Column) : (_lineStarts[line], 1);
        _last = (line, offset, column + Encoding.UTF8.GetCharCount(_text, start, offset - start));
        return new TextPosition(line + 1, _last.Column);
    }

    /// <summary>The offset of a place as System.Text.Json tells it: line from 0, byte within the line.</summary>
    public int OffsetOf(long line, long byteInLine) =>
        (int)Math.Min(_text.Length, _lineStarts[(int)Math.Min(line, _lineStarts.Count - 1)] + byteInLine);
}
