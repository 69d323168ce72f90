using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace SysOps.Shell.Running;

/// <summary>Hands words to a command as arguments: through the engine's own binder, never as script text.</summary>
internal static class ArgumentBinding
{
    /// <summary>A command by its name, as the engine gives a script its $args only so, and its words.</summary>
    public static void Add(PowerShell shell, CommandInfo command, IReadOnlyList<string> words)
    {
        shell.AddCommand(command is ApplicationInfo ? command.Definition : command.Name);
        int end = command is ApplicationInfo ? 0 : words.TakeWhile(word => word != "--").Count();
        AddWords(shell, command, words.Take(end));
        foreach (string word in words.Skip(command is ApplicationInfo ? 0 : end + 1))
        {
            shell.AddArgument(word);
        }
    }

    private static void AddWords(PowerShell shell, CommandInfo command, IEnumerable<string> words)
    {
        string? parameter = null;
        foreach (string word in words)
        {
            if (IsParameter(word))
            {
                int colon = word.IndexOf(':', StringComparison.Ordinal);
                parameter = colon < 0 ? word[1..] : word[1..colon];
                shell.Commands.Commands[^1].Parameters.Add(colon < 0 ? new CommandParameter(word) : new CommandParameter(parameter, Value(word[(colon + 1)..], command, parameter)));
                parameter = colon < 0 ? parameter : null;
            }
            else
            {
                shell.AddArgument(Value(word, command, parameter));
                parameter = null;
            }
        }
    }

    // "-5" is a number, "-" alone a word.
    private static bool IsParameter(string word) => word.Length > 1 && word[0] == '-' && (char.IsLetter(word[1]) || word[1] is '_' or '?');

    private static object? Value(string word, CommandInfo command, string? parameter) => word switch
    {
        "$true" => true,
        "$false" => false,
        "$null" => null,
        _ when word.Contains(',', StringComparison.Ordinal) && TakesSeveral(command, parameter) => word.Split(','),
        _ => word,
    };

    private static bool TakesSeveral(CommandInfo command, string? parameter)
    {
        ParameterMetadata? metadata = parameter is null
            ? command.Parameters?.Values.FirstOrDefault(candidate => candidate.ParameterSets.Values.Any(set => set.Position == 0))
            : command.Parameters?.Values.FirstOrDefault(candidate => candidate.Name.StartsWith(parameter, StringComparison.OrdinalIgnoreCase) || candidate.Aliases.Contains(parameter, StringComparer.OrdinalIgnoreCase));
        return metadata?.ParameterType.IsArray is true;
    }
}
