namespace SysOps.Logs.Logrotate;

/// <summary>A text of logrotate's language, and the place that was read up to.</summary>
internal sealed class ConfigurationText(string text)
{
    private static readonly string[] Scripts = ["postrotate", "prerotate", "firstaction", "lastaction", "preremove"];

    private int _at;

    /// <summary>From 1.</summary>
    public int Line { get; private set; } = 1;

    public bool IsAtEnd => _at >= text.Length;

    /// <summary>The next character; a line's end at the end of the text.</summary>
    public char Next => IsAtEnd ? '\n' : text[_at];

    public void Skip()
    {
        Line += Next == '\n' && !IsAtEnd ? 1 : 0;
        _at++;
    }

    public void SkipBlanks()
    {
        while (!IsAtEnd && Next is ' ' or '\t')
        {
            _at++;
        }
    }

    /// <summary>To the line's end, which is not skipped.</summary>
    public void SkipLine()
    {
        while (!IsAtEnd && Next != '\n')
        {
            _at++;
        }
    }

    /// <summary>The letters that come next.</summary>
    public string ReadLetters()
    {
        int start = _at;
        while (!IsAtEnd && char.IsAsciiLetter(Next))
        {
            _at++;
        }

        return text[start.._at];
    }

    /// <summary>The rest of the line without the spaces around it.</summary>
    public string ReadLine()
    {
        int start = _at;
        SkipLine();
        return text[start.._at].Trim([' ', '\t', '\v', '\f', '\r']);
    }

    /// <summary>The rest of the line behind blanks and one <c>=</c>; null when there is none.</summary>
    public string? ReadValue()
    {
        SkipBlanks();
        if (!IsAtEnd && Next == '=')
        {
            _at++;
            SkipBlanks();
        }

        return ReadLine() is { Length: > 0 } value ? value : null;
    }

    /// <summary>The lines of a script up to the one that begins with <c>endscript</c>; null when there is none.</summary>
    public string? ReadScript()
    {
        int start = _at;
        SkipLine();
        while (!IsAtEnd)
        {
            Skip();
            int line = _at;
            SkipBlanks();
            if (ReadLetters() == "endscript")
            {
                return text[start..line];
            }

            SkipLine();
        }

        return null;
    }

    /// <summary>To behind the brace that ends the block; its scripts may hold anything, braces too.</summary>
    public void SkipBlock()
    {
        while (!IsAtEnd)
        {
            SkipBlanks();
            if (Next == '}')
            {
                Skip();
                return;
            }

            if (Scripts.Contains(ReadLetters(), StringComparer.Ordinal))
            {
                _ = ReadScript();
            }

            SkipLine();
            Skip();
        }
    }

    /// <summary>The names of logs up to the brace behind them, without lines of comment; the brace is skipped.</summary>
    /// <exception cref="DirectiveException">There is none.</exception>
    public string ReadFiles()
    {
        System.Text.StringBuilder files = new();
        while (!IsAtEnd)
        {
            string line = ReadFilesOfLine(out bool hasBrace);
            files.Append(line.AsSpan().TrimStart().StartsWith('#') ? "" : line);
            if (hasBrace)
            {
                return files.ToString();
            }

            Skip();
            files.Append('\n');
        }

        throw new DirectiveException("missing '{' after the names of logs");
    }

    private string ReadFilesOfLine(out bool hasBrace)
    {
        int start = _at;
        hasBrace = false;
        bool isComment = false;
        for (; !IsAtEnd && Next != '\n'; _at++)
        {
            isComment |= Next == '#' && text.AsSpan(start, _at - start).IsWhiteSpace();
            if (!isComment && Next is '{' or '}')
            {
                hasBrace = Next == '{';
                string files = text[start.._at];
                _at++;
                return hasBrace ? files : throw new DirectiveException("unexpected } among the names of logs");
            }
        }

        return text[start.._at];
    }
}
