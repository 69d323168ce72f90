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

        A comma separates the values of a parameter that takes several; $true, $false and $null are what they are in PowerShell.
        Exit codes: 0 fine; 1 the script or a cmdlet failed, a Test- cmdlet said no, or New-SystemBackup made a partial
        backup. When health is written, the worst of it:
        0 healthy or not configured, 1 degraded, 2 unhealthy, 3 unknown, or Get-SystemHealth itself failed. 130 after Ctrl+C.
        """;

    public OutputFormat Output { get; private init; } = OutputFormat.Table;

    public bool ShowHelp { get; private init; }

    public bool ShowVersion { get; private init; }

    /// <summary>A command, a script, or PowerShell text; null for none.</summary>
    public string? Command { get; private init; }

    public IReadOnlyList<string> Arguments { get; private init; } = [];

    /// <summary>What is wrong with the words; null when nothing is.</summary>
    public string? Error { get; private init; }

    public bool IsScript => Command is not null && Command.EndsWith(".ps1", StringComparison.OrdinalIgnoreCase) && File.Exists(Command);

    /// <summary>One word that is no script file is PowerShell text.</summary>
    public bool IsText => Command is not null && Arguments.Count == 0 && !IsScript;

    /// <summary>The command that a line starts with, for the exit code.</summary>
    public string? CommandName => Command?.TrimStart().Split([' ', '|', ';', '\n'], 2)[0];

    /// <summary>The same options with PowerShell text that came from standard input.</summary>
    public CommandLine WithText(string text) => this with { Command = text };

    public static CommandLine Parse(IReadOnlyList<string> words)
    {
        var line = new CommandLine();
        int index = 0;
        for (; index < words.Count && words[index].StartsWith("--", StringComparison.Ordinal); index++)
        {
            switch (words[index])
            {
                case "--help":
                    return line with { ShowHelp = true };
                case "--version":
                    return line with { ShowVersion = true };
                case "--output" when index + 1 < words.Count && Enum.TryParse(words[index + 1], ignoreCase: true, out OutputFormat format) && Enum.IsDefined(format):
                    line = line with { Output = format };
                    index++;
                    break;
                case "--output":
                    return line with { Error = "--output takes table, list or json." };
                default:
                    return line with { Error = $"There is no option '{words[index]}'. See sysops --help." };
            }
        }

        return index == words.Count ? line : line with { Command = words[index], Arguments = [.. words.Skip(index + 1)] };
    }
}
