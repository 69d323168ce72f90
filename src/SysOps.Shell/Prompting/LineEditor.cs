using SysOps.Shell.Hosting;

namespace SysOps.Shell.Prompting;

/// <summary>
/// A small line editor with the usual keys: arrows, by word with Ctrl, Home, End, history, Tab and Shift+Tab to go round
/// the completions, Ctrl+A, E, K, U, W, L, Ctrl+C to drop the line, Ctrl+D to end.
/// </summary>
internal sealed class LineEditor
{
    private readonly TabCompletion _completion;
    private readonly LineHistory _history = new();
    private readonly LineBuffer _line = new();
    private string _prompt = "";
    private (int Start, int Length, IReadOnlyList<string> Texts, int Index)? _round;

    public LineEditor(TabCompletion completion) => _completion = completion;

    public (string Text, LineEnd End) Read(string prompt)
    {
        // Half of a narrow terminal is for what is typed.
        int room = Math.Max(10, Terminal.Width / 2);
        _prompt = prompt.Length > room ? "…" + prompt[^(room - 1)..] : prompt;
        _line.Set("");
        _history.Rewind();
        Console.TreatControlCAsInput = true;
        try
        {
            LineEnd end = ReadKeys();
            return (_line.Text, end);
        }
        finally
        {
            Console.TreatControlCAsInput = false;
            Console.Out.WriteLine();
        }
    }

    private LineEnd ReadKeys()
    {
        while (true)
        {
            Draw();
            ConsoleKeyInfo key = Console.ReadKey(intercept: true);
            _round = key.Key is ConsoleKey.Tab ? _round : null;
            bool control = key.Modifiers.HasFlag(ConsoleModifiers.Control);
            switch (key.Key)
            {
                case ConsoleKey.Enter:
                    _history.Add(_line.Text);
                    return LineEnd.Entered;
                case ConsoleKey.C when control:
                    Console.Out.Write("^C");
                    return LineEnd.Cancelled;
                case ConsoleKey.D when control && _line.Text.Length == 0:
                    return LineEnd.InputEnded;
                case ConsoleKey.Tab:
                    Complete(key.Modifiers.HasFlag(ConsoleModifiers.Shift) ? -1 : +1);
                    break;
                default:
                    Edit(key, control);
                    break;
            }
        }
    }

    private void Edit(ConsoleKeyInfo key, bool control)
    {
        switch (key.Key, control)
        {
            case (ConsoleKey.Backspace, false):
                _line.RemoveTo(_line.Cursor - 1);
                break;
            case (ConsoleKey.Delete, _) or (ConsoleKey.D, true):
                _line.RemoveTo(_line.Cursor + 1);
                break;
            case (ConsoleKey.Backspace or ConsoleKey.W, true):
                _line.RemoveTo(_line.WordBefore());
                break;
            case (ConsoleKey.K, true):
                _line.RemoveTo(int.MaxValue);
                break;
            case (ConsoleKey.U, true):
                _line.RemoveTo(0);
                break;
            case (ConsoleKey.LeftArrow, _):
                _line.MoveTo(control ? _line.WordBefore() : _line.Cursor - 1);
                break;
            case (ConsoleKey.RightArrow, _):
                _line.MoveTo(control ? _line.WordAfter() : _line.Cursor + 1);
                break;
            case (ConsoleKey.Home, _) or (ConsoleKey.A, true):
                _line.MoveTo(0);
                break;
            case (ConsoleKey.End, _) or (ConsoleKey.E, true):
                _line.MoveTo(int.MaxValue);
                break;
            case (ConsoleKey.UpArrow, _):
                _line.Set(_history.Recall(-1));
                break;
            case (ConsoleKey.DownArrow, _):
                _line.Set(_history.Recall(+1));
                break;
            case (ConsoleKey.L, true):
                Console.Out.Write("\e[H\e[2J");
                break;
            default:
                if (!char.IsControl(key.KeyChar))
                {
                    _line.Insert(key.KeyChar);
                }

                break;
        }
    }

    private void Complete(int step)
    {
        if (_round is null)
        {
            (int start, int length, IReadOnlyList<string> texts) = _completion.At(_line.Text, _line.Cursor);
            _round = (start, length, texts, step > 0 ? -1 : 0);
        }

        if (_round is { Texts.Count: > 0 } round)
        {
            int index = (round.Index + step + round.Texts.Count) % round.Texts.Count;
            _line.Replace(round.Start, round.Length, round.Texts[index]);
            _round = round with { Length = round.Texts[index].Length, Index = index };
        }
    }

    // A line that is longer than the terminal shows the part around the cursor.
    private void Draw()
    {
        string text = _line.Text;
        int room = Math.Max(1, Terminal.Width - _prompt.Length - 1);
        int start = Math.Max(0, _line.Cursor - room);
        string seen = text.Substring(start, Math.Min(room, text.Length - start));
        int back = start + seen.Length - _line.Cursor;
        Console.Out.Write($"\r\e[K{_prompt}{seen}{(back > 0 ? $"\e[{back}D" : "")}");
    }
}
