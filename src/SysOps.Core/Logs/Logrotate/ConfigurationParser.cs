using System.Runtime.Versioning;
using SysOps.Settings;

namespace SysOps.Logs.Logrotate;

/// <summary>Reads one file: defaults, and blocks of logs with what differs for them.</summary>
[SupportedOSPlatform("linux")]
internal sealed class ConfigurationParser
{
    private readonly LogrotateReader _reader;
    private readonly string _file;
    private readonly ConfigurationText _text;
    private ConfigurationBlock? _block;
    private bool _isFine = true;

    public ConfigurationParser(LogrotateReader reader, string file, ConfigurationText text)
    {
        _reader = reader;
        _file = file;
        _text = text;
    }

    private RuleDraft Draft
    {
        get => _block?.Draft ?? _reader.Defaults;
        set
        {
            if (_block is null)
            {
                _reader.Defaults = value;
            }
            else
            {
                _block.Draft = value;
            }
        }
    }

    /// <returns>False when there is an error in it.</returns>
    public bool Parse()
    {
        while (!_text.IsAtEnd)
        {
            int line = _text.Line;
            try
            {
                Step();
            }
            catch (DirectiveException exception)
            {
                Report(ProblemSeverity.Error, line, exception.Message);
                if (_block is null || exception.EndsFile)
                {
                    _block?.GiveBack();
                    return false;
                }

                _block.GiveBack();
                _block = null;
                _text.SkipBlock();
            }
        }

        if (_block is not null)
        {
            // logrotate takes a block without its end as it is; half of one is not what anybody meant.
            Report(ProblemSeverity.Error, _text.Line, $"the block of '{_block.Pattern}' has no }}");
            _block.GiveBack();
        }

        return _isFine;
    }

    private void Step()
    {
        _text.SkipBlanks();
        switch (_text.Next)
        {
            case '#':
                _text.SkipLine();
                break;
            case '\n':
                _text.Skip();
                break;
            case '}':
                EndBlock();
                break;
            case '/' or '"' or '\'' or '~':
                _block = _block is null ? StartBlock() : throw new DirectiveException("unexpected name of a log");
                break;
            default:
                if (!char.IsAsciiLetter(_text.Next))
                {
                    throw new DirectiveException("lines must begin with a directive or the name of a log, which may stand in quotes");
                }

                ReadDirective();
                break;
        }
    }

    private ConfigurationBlock StartBlock()
    {
        int line = _text.Line;
        return new ConfigurationBlock(_reader, _file, line, _text.ReadFiles(), problem => Report(ProblemSeverity.Error, line, problem));
    }

    private void EndBlock()
    {
        ConfigurationBlock block = _block ?? throw new DirectiveException("unexpected }", endsFile: true);
        _text.Skip();
        _reader.Add(block.Finish());
        _block = null;
        if (_text.ReadLine().Length > 0)
        {
            Report(ProblemSeverity.Warning, _text.Line, "unexpected text after }");
        }
    }

    private void ReadDirective()
    {
        int line = _text.Line;
        string word = _text.ReadLetters();
        if (!QuotedWords.IsSpace(_text.Next) && _text.Next != '=')
        {
            throw new DirectiveException($"the directive '{word}' is not followed by a blank");
        }

        if (word is "include" or "tabooext" or "taboopat" or "errors")
        {
            ReadOwn(word, line);
        }
        else if (DirectiveTable.All.TryGetValue(word, out Directive? directive))
        {
            Apply(word, directive, line);
        }
        else
        {
            Report(ProblemSeverity.Warning, line, $"unknown directive '{word}': the line was left out");
            _text.SkipLine();
        }
    }

    private void Apply(string word, Directive directive, int line)
    {
        string? value = directive.Argument switch
        {
            DirectiveArgument.None => "",
            DirectiveArgument.Line => _text.ReadLine(),
            DirectiveArgument.Script => _text.ReadScript() ?? throw new DirectiveException($"{word} without endscript", endsFile: true),
            _ => _text.ReadValue(),
        };
        if (value is null && directive.Argument is DirectiveArgument.LenientValue)
        {
            Report(ProblemSeverity.Warning, line, $"argument expected after {word}: the line was left out");
            return;
        }

        Draft = directive.Apply(Draft, value ?? throw new DirectiveException($"argument expected after {word}"));
    }

    private void ReadOwn(string word, int line)
    {
        string? value = _text.ReadValue();
        switch (word)
        {
            case "errors":
                Report(ProblemSeverity.Warning, line, "the directive errors does nothing any more");
                break;
            case "include":
                _isFine &= _block is null
                    ? _reader.Include(FullPath(HomePath.Expand(value ?? throw new DirectiveException("argument expected after include"))), _file, line)
                    : throw new DirectiveException("include may not stand in a block");
                break;
            default:
                _reader.Taboo.Read(_block is null ? value ?? "+" : throw new DirectiveException($"{word} may not stand in a block"), word == "tabooext" ? "*" : "");
                break;
        }
    }

    private string FullPath(string path) => path.StartsWith('/') ? path : $"{_file[.._file.LastIndexOf('/')]}/{path}";

    private void Report(ProblemSeverity severity, int line, string message)
    {
        _isFine &= severity is not ProblemSeverity.Error;
        _reader.Report(severity, _file, line, message);
    }
}
