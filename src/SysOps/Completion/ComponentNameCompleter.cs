using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using SysOps.Binding;
using SysOps.Health;

namespace SysOps.Completion;

/// <summary>Completes the names of the components of the configuration that the command would use.</summary>
public sealed class ComponentNameCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        string word = wordToComplete.Trim('\'', '"');
        return CompletionSource.OrNothing(session => Names(session, fakeBoundParameters["ConfigurationPath"] as string))
            .Where(probe => probe.Name.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            .Select(probe => new CompletionResult(Quoting.Quote(probe.Name), probe.Name, CompletionResultType.ParameterValue, $"{probe.Name} ({probe.Category})"));
    }

    private static IReadOnlyList<IHealthProbe> Names(SessionState session, string? configurationPath) =>
        ProbeComposition.Compose(SessionConfiguration.Read(new PathResolver(session), configurationPath).Settings);
}
