using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace SysOps.Shell.Prompting;

/// <summary>The engine's own completion.</summary>
internal sealed class TabCompletion
{
    private readonly Runspace _runspace;

    public TabCompletion(Runspace runspace) => _runspace = runspace;

    /// <summary>What may stand instead of a part of the line: where the part is, and the texts.</summary>
    public (int Start, int Length, IReadOnlyList<string> Texts) At(string line, int cursor)
    {
        using PowerShell shell = PowerShell.Create(_runspace);
        CommandCompletion completion = CommandCompletion.CompleteInput(line, cursor, [], shell);
        return (completion.ReplacementIndex, completion.ReplacementLength, [.. completion.CompletionMatches.Select(match => match.CompletionText)]);
    }
}
