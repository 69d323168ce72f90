using System.Runtime.Versioning;
using SysOps.Files;
using SysOps.Files.Native;
using SysOps.Logs.Rules;
using SysOps.Settings;

namespace SysOps.Logs.Logrotate;

/// <summary>
/// Reads files of logrotate's language, and folders of them, with its way of dealing with errors: a bad block does not keep the others from being
/// read, and a file with an error gives its defaults to nobody.
/// </summary>
[SupportedOSPlatform("linux")]
public sealed class LogrotateReader
{
    private const int DeepestInclude = 16;

    private readonly List<LogRule> _rules = [];
    private readonly List<ConfigurationProblem> _problems = [];
    private readonly TabooPatterns _taboo = new();
    private readonly Dictionary<string, ConfigurationBlock> _owners = new(StringComparer.Ordinal);
    private readonly bool _isRoot = FileStatus.CurrentUserId == 0;
    private RuleDraft _defaults = new();
    private int _depth;

    private LogrotateReader()
    {
    }

    /// <param name="paths">Full paths of files and folders, in the order in which they are read: defaults go on from one to the next.</param>
    public static LogrotateConfiguration Read(IEnumerable<string> paths)
    {
        LogrotateReader reader = new();
        foreach (string path in paths)
        {
            reader.ReadPath(path);
        }

        return new LogrotateConfiguration(reader._rules, reader._problems);
    }

    internal void Report(ProblemSeverity severity, string file, int line, string message) => _problems.Add(new ConfigurationProblem(severity, file, line, message));

    /// <returns>Whether there is no error in it.</returns>
    internal bool Include(string path, string file, int line)
    {
        if (_depth >= DeepestInclude)
        {
            Report(ProblemSeverity.Error, file, line, "include nesting too deep");
            return false;
        }

        _depth++;
        bool isFine = ReadPath(path);
        _depth--;
        return isFine;
    }

    internal TabooPatterns Taboo => _taboo;

    internal RuleDraft Defaults { get => _defaults; set => _defaults = value; }

    /// <summary>The block that has the log; null when none has.</summary>
    internal ConfigurationBlock? OwnerOf(string log) => _owners.GetValueOrDefault(log);

    internal void Take(string log, ConfigurationBlock block) => _owners.Add(log, block);

    internal void GiveBack(IEnumerable<string> logs)
    {
        foreach (string log in logs)
        {
            _owners.Remove(log);
        }
    }

    internal void Add(LogRule rule) => _rules.Add(rule);

    private bool ReadPath(string path)
    {
        try
        {
            if (!Directory.Exists(path))
            {
                return ReadFile(path);
            }

            bool isFine = true;
            foreach (string name in Names(path))
            {
                isFine &= ReadFile($"{path.TrimEnd('/')}/{name}");
            }

            return isFine;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or System.ComponentModel.Win32Exception)
        {
            Report(ProblemSeverity.Error, path, 0, exception.Message.TrimEnd('.'));
            return false;
        }
    }

    private List<string> Names(string path)
    {
        using NativeFolder folder = NativeFolder.Open(path);
        NameList names = folder.ReadNames();
        names.Sort();
        List<string> chosen = [];
        for (int index = 0; index < names.Count; index++)
        {
            if (!_taboo.Matches(names[index]))
            {
                chosen.Add(PathText.Of(names[index]));
            }
        }

        return chosen;
    }

    private bool ReadFile(string path)
    {
        if (ConfigurationSource.Read(path, _isRoot, this) is not { } text)
        {
            return true;
        }

        RuleDraft before = _defaults;
        if (new ConfigurationParser(this, path, text).Parse())
        {
            return true;
        }

        _defaults = before;
        return false;
    }
}
