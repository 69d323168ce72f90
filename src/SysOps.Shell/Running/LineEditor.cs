using System.Text;

namespace SysOps.Shell.Running;

/// <summary>A small line editor: arrows, Home, End, history, Tab to go round the completions, Ctrl+C to clear, Ctrl+D to end.</summary>
internal sealed class LineEditor
{
    private readonly TabCompletion _completion;
    private readonly List<string> _history = [];
    private readonly StringBuilder _line = new();
    private string _prompt = "";
    private int _cursor;
    private int _recalled;
    private (int Start, int Length, IReadOnlyList<string> Texts, int Next)? _round;

    public LineEditor(TabCompletion completion) => _completion = completion;

    /// <summary>Null at the end of the input.</summary>
    public string? Read(string prompt)
    {
        _prompt = prompt;
        Replace("");
        _recalled = _history.Count;
        Console.TreatControlCAsInput = true;
        try
        {
            return ReadKeys();
        }
        finally
        {
            Console.TreatControlCAsInput = false;
            Console.Out.WriteLine();
        }
    }

    private string? ReadKeys()
    {
        while (true)
        {
            ConsoleKeyInfo key = Console.ReadKey(intercept: true);
            _round = key.Key is ConsoleKey.Tab ? _round : null;
            bool control = key.Modifiers.HasFlag(ConsoleModifiers.Control);
            if (key.Key is ConsoleKey.Enter)
            {
                return Remember(_line.ToString());
            }

            if (control && key.Key is ConsoleKey.D && _line.Length == 0)
            {
                return null;
            }

            Edit(key, control);
            Draw();
        }
    }

    private void Edit(ConsoleKeyInfo key, bool control)
    {
        switch (key.Key)
        {
            case ConsoleKey.C when control:
                Console.Out.WriteLine("^C");
                Replace("");
                break;
            case ConsoleKey.Backspace when _cursor > 0:
                _line.Remove(--_cursor, 1);
                break;
            case ConsoleKey.Delete when _cursor < _line.Length:
                _line.Remove(_cursor, 1);
                break;
            case ConsoleKey.LeftArrow:
                _cursor = Math.Max(0, _cursor - 1);
                break;
            case ConsoleKey.RightArrow:
                _cursor = Math.Min(_line.Length, _cursor + 1);
                break;
            case ConsoleKey.Home:
                _cursor = 0;
                break;
            case ConsoleKey.End:
                _cursor = _line.Length;
                break;
            case ConsoleKey.UpArrow:
                Recall(-1);
                break;
            case ConsoleKey.DownArrow:
                Recall(+1);
                break;
            case ConsoleKey.Tab:
                Complete();
                break;
            default:
                if (!char.IsControl(key.KeyChar))
                {
                    _line.Insert(_cursor++, key.KeyChar);
                }

                break;
        }
    }

    private void Recall(int step)
    {
        _recalled = Math.Clamp(_recalled + step, 0, _history.Count);
        Replace(_recalled < _history.Count ? _history[_recalled] : "");
    }

    private void Complete()
    {
        if (_round is null)
        {
            (int start, int length, IReadOnlyList<string> texts) = _completion.At(_line.ToString(), _cursor);
            _round = (start, length, texts, 0);
        }

        if (_round is { Texts.Count: > 0 } round)
        {
            string text = round.Texts[round.Next];
            _line.Remove(round.Start, round.Length).Insert(round.Start, text);
            _cursor = round.Start + text.Length;
            _round = round with { Length = text.Length, Next = (round.Next + 1) % round.Texts.Count };
        }
    }

    private void Replace(string text)
    {
        _line.Clear().Append(text);
        _cursor = text.Length;
        Draw();
    }

    private void Draw()
    {
        int back = _line.Length - _cursor;
        Console.Out.Write($"\r\e[K{_prompt}{_line}{(back > 0 ? $"\e[{back}D" : "")}");
    }

    private string Remember(string line)
    {
        if (line.Length > 0 && (_history.Count == 0 || _history[^1] != line))
        {
            _history.Add(line);
        }

        return line;
    }
}
