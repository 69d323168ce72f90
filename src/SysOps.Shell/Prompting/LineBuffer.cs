using System.Text;

namespace SysOps.Shell.Prompting;

/// <summary>The line that is being typed, and where in it the cursor is.</summary>
internal sealed class LineBuffer
{
    private readonly StringBuilder _line = new();

    public int Cursor { get; private set; }

    public string Text => _line.ToString();

    public void Set(string text)
    {
        _line.Clear().Append(text);
        Cursor = text.Length;
    }

    public void Insert(char character) => _line.Insert(Cursor++, character);

    /// <summary>Puts a text in the place of a part of the line, and the cursor behind it.</summary>
    public void Replace(int start, int length, string text)
    {
        _line.Remove(start, length).Insert(start, text);
        Cursor = start + text.Length;
    }

    public void MoveTo(int position) => Cursor = Math.Clamp(position, 0, _line.Length);

    /// <summary>Removes what stands between the cursor and another place.</summary>
    public void RemoveTo(int position)
    {
        int other = Math.Clamp(position, 0, _line.Length);
        (int start, int end) = other < Cursor ? (other, Cursor) : (Cursor, other);
        _line.Remove(start, end - start);
        Cursor = start;
    }

    public int WordBefore()
    {
        int position = Cursor;
        while (position > 0 && char.IsWhiteSpace(_line[position - 1]))
        {
            position--;
        }

        while (position > 0 && !char.IsWhiteSpace(_line[position - 1]))
        {
            position--;
        }

        return position;
    }

    public int WordAfter()
    {
        int position = Cursor;
        while (position < _line.Length && !char.IsWhiteSpace(_line[position]))
        {
            position++;
        }

        while (position < _line.Length && char.IsWhiteSpace(_line[position]))
        {
            position++;
        }

        return position;
    }
}
