using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using SysOps.Backups;
using SysOps.Binding;
using SysOps.Settings;

namespace SysOps.Completion;

/// <summary>Completes the names of backups, the newest first, with what one wants to know of each.</summary>
public sealed class BackupNameCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string word = wordToComplete.Trim('\'', '"');
        DateTime now = TimeProvider.System.GetLocalNow().DateTime;
        return CompletionSource.OrNothing(session => Backups(session, fakeBoundParameters))
            .Where(backup => backup.Name.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            .Select(backup => new CompletionResult(Quoting.Quote(backup.Name), backup.Name, CompletionResultType.ParameterValue, Describe(backup, now)));
    }

    private static IReadOnlyList<SystemBackup> Backups(SessionState session, IDictionary bound) =>
        BackupPlace.Open(new PathResolver(session), bound["Repository"]?.ToString(), bound["ConfigurationPath"]?.ToString()).List();

    private static string Describe(SystemBackup backup, DateTime now)
    {
        string age = $"{Duration.Describe(now > backup.Created ? now - backup.Created : TimeSpan.Zero)} ago";
        return backup.Status is BackupStatus.Damaged
            ? $"{backup.Status}, {age}: {backup.Reason}"
            : $"{backup.Status}, {age}, {Size.Format(backup.StoredBytes)}: {string.Join(", ", backup.Components)}";
    }
}
