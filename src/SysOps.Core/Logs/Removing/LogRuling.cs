using System.Globalization;
using SysOps.Files;
using SysOps.Settings;

namespace SysOps.Logs.Removing;

/// <summary>Says of each log that may go whether it does, and why.</summary>
internal sealed class LogRuling
{
    private readonly LogRemovalRules _rules;
    private readonly LogBudgets _budgets;
    private readonly FileTime? _oldest;
    private readonly string _olderThan;

    public LogRuling(LogRemovalRules rules, LogBudgets budgets, DateTimeOffset now)
    {
        _rules = rules;
        _budgets = budgets;
        _oldest = rules.OlderThan is { } age ? FileTime.Of(now - DateTimeOffset.MinValue > age ? now - age : DateTimeOffset.MinValue) : null;
        _olderThan = $"older than {Duration.Format(rules.OlderThan ?? TimeSpan.Zero)}";
    }

    /// <returns>Null when it stays.</returns>
    public string? ReasonFor(LogFile log)
    {
        // The budgets count what they take, and are asked about each.
        string? budget = _budgets.ReasonFor(log);
        if (_oldest is { } oldest && log.Facts.Modified < oldest)
        {
            return _olderThan;
        }

        return _rules.IsByCountAlone ? string.Create(CultureInfo.InvariantCulture, $"not among the newest {_rules.KeepLast} of {log.Series}") : budget;
    }
}
