namespace SysOps.Settings.Reading;

/// <summary>Collects what is wrong in one file, so that all of it is told at once.</summary>
internal sealed class ProblemList
{
    private readonly string _file;
    private readonly List<SettingsProblem> _problems = [];

    public ProblemList(string file) => _file = file;

    public bool HasErrors => _problems.Exists(problem => problem.Severity is ProblemSeverity.Error);

    /// <summary>In the order of their places.</summary>
    public IReadOnlyList<SettingsProblem> InOrder => [.. _problems.OrderBy(problem => problem.Line).ThenBy(problem => problem.Column)];

    public void Error(int line, int column, string setting, string message) => Add(ProblemSeverity.Error, line, column, setting, message);

    public void Warning(int line, int column, string setting, string message) => Add(ProblemSeverity.Warning, line, column, setting, message);

    private void Add(ProblemSeverity severity, int line, int column, string setting, string message) =>
        _problems.Add(new SettingsProblem { File = _file, Line = line, Column = column, Setting = setting, Severity = severity, Message = message });
}
