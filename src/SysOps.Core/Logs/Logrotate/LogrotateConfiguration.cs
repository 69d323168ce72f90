using SysOps.Logs.Rules;
using SysOps.Settings;

namespace SysOps.Logs.Logrotate;

/// <summary>What files of logrotate's language say.</summary>
/// <param name="Rules">The blocks that are right, in their order.</param>
/// <param name="Problems">What is wrong with the rest.</param>
public sealed record LogrotateConfiguration(IReadOnlyList<LogRule> Rules, IReadOnlyList<ConfigurationProblem> Problems)
{
    /// <summary>Whether anything was left out.</summary>
    public bool HasErrors => Problems.Any(problem => problem.Severity is ProblemSeverity.Error);
}
