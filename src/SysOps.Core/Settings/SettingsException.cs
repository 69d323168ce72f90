namespace SysOps.Settings;

/// <summary>A configuration file that cannot be used, with everything that is wrong in it.</summary>
public sealed class SettingsException : SysOpsException
{
    public SettingsException(string file, IReadOnlyList<SettingsProblem> problems)
        : base(
            ErrorCatalogue.ConfigurationInvalid,
            $"The configuration '{file}' has {problems.Count(problem => problem.Severity is ProblemSeverity.Error)} error(s):{Environment.NewLine}{string.Join(Environment.NewLine, problems)}{Environment.NewLine}",
            "Correct the file; module/sysops.schema.json lets editors check it while you type.",
            file) => Problems = problems;

    public IReadOnlyList<SettingsProblem> Problems { get; }
}
