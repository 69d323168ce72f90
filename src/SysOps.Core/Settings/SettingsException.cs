namespace SysOps.Settings;

/// <summary>A configuration that cannot be used, with all that is wrong in it; one problem a line.</summary>
public sealed class SettingsException(string path, IReadOnlyList<SettingsProblem> problems)
    : SysOpsException(ErrorCatalogue.ConfigurationInvalid, MessageFor(path, problems), "Correct the file at these places; about_SysOps_Configuration describes each setting.", path)
{
    // A wrong file may hold an error on every line; all of them are in Problems.
    private const int MostInMessage = 100;

    /// <summary>Errors and warnings, in the order of the file.</summary>
    public IReadOnlyList<SettingsProblem> Problems { get; } = problems;

    private static string MessageFor(string path, IReadOnlyList<SettingsProblem> problems)
    {
        int errors = problems.Count(problem => problem.Severity is ProblemSeverity.Error);
        string count = errors == 1 ? "an error" : $"{errors} errors";
        string[] more = problems.Count > MostInMessage ? [$"… and {problems.Count - MostInMessage} more"] : [];
        return string.Join(Environment.NewLine, [$"The configuration '{path}' has {count}:", .. problems.Take(MostInMessage).Select(problem => problem.ToString()), .. more]);
    }
}
