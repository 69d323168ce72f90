using System.Runtime.Versioning;
using SysOps.Files;
using SysOps.Files.Native;
using SysOps.Logs.Rules;

namespace SysOps.Logs.Logrotate;

/// <summary>A block of logs while it is read.</summary>
[SupportedOSPlatform("linux")]
internal sealed class ConfigurationBlock
{
    private readonly LogrotateReader _reader;
    private readonly string _source;
    private readonly List<string> _logs = [];
    private readonly List<string> _unread = [];

    /// <param name="reader">Knows the logs of other blocks.</param>
    /// <param name="file">Where it stands.</param>
    /// <param name="line">From 1.</param>
    /// <param name="pattern">The names of its logs, as they were written.</param>
    /// <param name="report">Is told of logs that another block has.</param>
    /// <exception cref="DirectiveException">The names are none.</exception>
    public ConfigurationBlock(LogrotateReader reader, string file, int line, string pattern, Action<string> report)
    {
        _reader = reader;
        _source = $"{file}:{line}";
        Pattern = pattern;
        Draft = reader.Defaults;
        IReadOnlyList<string> words = QuotedWords.Split(pattern) ?? throw new DirectiveException("the names of logs cannot be read", endsFile: true);
        foreach (string word in words.Count > 0 ? words : throw new DirectiveException("{ without the name of a log", endsFile: true))
        {
            Find(word, report);
        }
    }

    public string Pattern { get; }

    public RuleDraft Draft { get; set; }

    /// <exception cref="DirectiveException">Its directives contradict each other, or its logs cannot be looked up.</exception>
    public LogRule Finish()
    {
        LogRule rule = Draft.Finish() with { Pattern = Pattern, Source = _source, Files = _logs };
        if (_unread.Count > 0 && !rule.IsMissingFine)
        {
            throw new DirectiveException(_unread[0], endsFile: true);
        }

        return rule;
    }

    /// <summary>A block that is left out has no logs.</summary>
    public void GiveBack() => _reader.GiveBack(_logs);

    private void Find(string word, Action<string> report)
    {
        // What a relative name means depends on where the run is started.
        if (!HomePath.Expand(word).StartsWith('/'))
        {
            report($"'{PathText.Show(word)}' is no full path");
            return;
        }

        try
        {
            foreach (string log in LogGlob.Find(word))
            {
                if (_reader.OwnerOf(log) is not { } owner)
                {
                    _reader.Take(log, this);
                    _logs.Add(log);
                }
                else if (!owner.Draft.Rule.IgnoresDuplicates)
                {
                    report($"duplicate entry for '{PathText.Show(log)}'");
                    return;
                }
            }
        }
        catch (NativeException exception)
        {
            // missingok may still come.
            _unread.Add($"'{PathText.Show(word)}' cannot be looked up: {exception.Message.TrimEnd('.')}");
        }
    }
}
