using SysOps.Shell.Displaying;

namespace SysOps.Shell.Running;

/// <summary>
/// What the words behind <c>sysops</c> mean: options of the shell first, then either one word, which is PowerShell
/// text, or a command or script with its arguments, each of which reaches it as it is: none is ever parsed as a script.
/// </summary>
internal sealed record CommandLine
{
    public const string Usage = """
        sysops: the PowerShell engine with the SysOps module, in one program.

          sysops [--output table|list|json] COMMAND [ARGUMENTS]   run a cmdlet: sysops Get-SystemHealth -Name cpu,memory
          sysops [--output table|list|json] SCRIPT.ps1 [ARGUMENTS]
          sysops [--output table|list|json] 'TEXT'                one word is PowerShell: sysops 'Get-SystemHealth | Where-Object Status -ne Healthy'
          sysops                                                  a prompt; without a terminal, PowerShell text from standard input
          sysops --help | --version

        A comma separates the values of a parameter that takes several; $true, $false and $null are what they are in PowerShell;
        what follows -- is a value, whatever it looks like.
        Exit codes: 0 fine; 1 the script or a cmdlet failed, a Test- cmdlet said no, or New-SystemBackup made a partial
        backup; what 'exit' or a native program said. When health is written, the worst of it: 0 healthy or not configured,
        1 degraded, 2 unhealthy, 3 unknown, or Get-SystemHealth itself failed. 130 after Ctrl+C. NO_COLOR turns colours off.
        """;

    public OutputFormat Output { get; private init; } = OutputFormat.Table;

    public bool ShowHelp { get; private init; }

    public bool ShowVersion { get; private init; }

    /// <summary>A command, a script, or PowerShell text; null for none.</summary>
    public string? Command { get; private init; }

    public IReadOnlyList<string> Arguments { get; private init; } = [];

    /// <summary>What is wrong with the words; null when nothing is.</summary>
    public string? Error { get; private init; }

    public bool IsScript => LooksLikeScript && File.Exists(Command);

    /// <summary>One word is a path or a name that ends in .ps1.</summary>
    public bool LooksLikeScript => Command is not null && Command.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase) && (File.Exists(Command) || !Command.Any(char.IsWhiteSpace));

    /// <summary>One word that is no script is PowerShell text.</summary>
    public bool IsText => Command is not null && Arguments.Count == 0 && !LooksLikeScript;

    /// <summary>The command that a line starts with, for the exit code.</summary>
    public string? CommandName => Command?.TrimStart().Split([' ', '|', ';', '\n'], 2)[0];

    /// <summary>The same options with PowerShell text that came from standard input.</summary>
    public CommandLine WithText(string text) => this with { Command = text };

    public static CommandLine Parse(IReadOnlyList<string> words)
    {
        var line = new CommandLine();
        int index = 0;
        for (; index < words.Count && IsOption(words[index]); index++)
        {
            string[] parts = words[index].Split('=', 2);
            switch (parts[0])
            {
                case "--help" or "-h" or "-?":
                    return line with { ShowHelp = true };
                case "--version":
                    return line with { ShowVersion = true };
                case "--output":
                    string? format = parts.Length == 2 ? parts[1] : words.ElementAtOrDefault(++index);
                    if (format is null || !Enum.GetNames<OutputFormat>().Contains(format, StringComparer.OrdinalIgnoreCase))
                    {
                        return line with { Error = $"--output takes table, list or json{(format is null ? "" : $", not '{format}'")}." };
                    }

                    line = line with { Output = Enum.Parse<OutputFormat>(format, ignoreCase: true) };
                    break;
                default:
                    return line with { Error = $"There is no option '{words[index]}'. See sysops --help." };
            }
        }

        return index == words.Count ? line : line with { Command = words[index], Arguments = [.. words.Skip(index + 1)] };
    }

    // PowerShell text may start with a dash too, but not without a space: -not (…).
    private static bool IsOption(string word) => word.StartsWith('-') && !word.Any(char.IsWhiteSpace);
}
