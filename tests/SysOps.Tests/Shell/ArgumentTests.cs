using SysOps.Testing;
using SysOps.Testing.Programs;

namespace SysOps.Tests.Shell;

public sealed class ArgumentTests : IDisposable
{
    private const string Show = "param($Name, [string[]] $Several, [switch] $Flag, [bool] $Truth)\n\"$Name|$($Several -join '+')|$Flag|$Truth|$($args -join '+')\"\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(new[] { "two words" }, "two words||False|False|")]
    [InlineData(new[] { "it's \"quoted\"" }, "it's \"quoted\"||False|False|")]
    [InlineData(new[] { "$HOME; exit 9", "`$(1)" }, "$HOME; exit 9|`$(1)|False|False|")]
    [InlineData(new[] { "-Several", "a,b c", "-Name", "a,b" }, "a,b|a+b c|False|False|")]
    [InlineData(new[] { "-Flag", "-Truth:$true", "-Name:-Several" }, "-Several||True|True|")]
    [InlineData(new[] { "-5" }, "-5||False|False|")]
    [InlineData(new[] { "-Truth:$true", "--", "-Flag", "$x", "--rest", "-last" }, "-Flag|$x|False|True|--rest+-last")]
    [InlineData(new[] { "" }, "||False|False|")]
    [InlineData(new[] { "ä*?[x]" }, "ä*?[x]||False|False|")]
    public async Task Words_reach_a_script_as_they_are(string[] words, string expected)
    {
        string script = _folder.Write("show.ps1", Show);

        ProgramOutcome result = await ShellProgram.RunAsync(_folder.Path, [script, .. words]);

        Assert.Equal(new ProgramOutcome(0, expected + "\n", ""), result);
    }

    [Fact]
    public async Task A_script_without_parameters_has_its_words_in_args_and_knows_where_it_is()
    {
        _folder.Write("[1] plain.ps1", "\"$($args.Count): $($args -join '+')\"; $PSScriptRoot");

        ProgramOutcome result = await ShellProgram.RunAsync(_folder.Path, "./[1] plain.ps1", "one", "--two");

        Assert.Equal(new ProgramOutcome(0, $"2: one+--two\n{_folder.Path}\n", ""), result);
    }

    [Fact]
    public async Task A_parameter_that_does_not_exist_is_an_error()
    {
        ProgramOutcome result = await ShellProgram.RunAsync(_folder.Path, "Get-SystemHealth", "-Nonsense", "x");

        Assert.Equal((3, ""), (result.ExitCode, result.Output));
        Assert.Contains("Nonsense", result.Errors);
    }

    [Theory]
    [InlineData("There is no option '--outptu'", "--outptu", "json")]
    [InlineData("There is no option '-x'", "-x")]
    [InlineData("--output takes table, list or json, not 'xml'", "--output", "xml", "Get-SystemHealth")]
    [InlineData("--output takes table, list or json.", "--output")]
    [InlineData("There is no script 'nosuch.ps1'", "nosuch.ps1")]
    [InlineData("There is no command 'No-Such'", "No-Such", "-X")]
    public async Task What_cannot_be_run_is_said_plainly(string message, params string[] words)
    {
        ProgramOutcome result = await ShellProgram.RunAsync(_folder.Path, words);

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains(message, result.Errors);
    }

    [Theory]
    [InlineData("--help", "sysops [--output table|list|json] COMMAND")]
    [InlineData("-h", "Exit codes:")]
    [InlineData("--version", "sysops 0.")]
    public async Task Help_and_version_are_written_to_standard_output(string option, string expected)
    {
        ProgramOutcome result = await ShellProgram.RunAsync(_folder.Path, option);

        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
        Assert.Contains(expected, result.Output);
    }

    [Theory]
    [InlineData("$null = Get-Command Get-SystemHealth", true)]
    [InlineData(@"$null = SysOps\Get-SystemHealth -Name cache", true)]
    [InlineData("$null = Get-SystemHealth -Name cache", true)]
    [InlineData("$null = ForEach-Object { 1 } | Where-Object { $_ }", false)]
    public async Task The_module_is_loaded_when_it_is_asked_for_and_not_before(string text, bool expected)
    {
        ProgramOutcome result = await ShellProgram.RunAsync(_folder.Path, $"{text}; (Get-Module).Name -contains 'SysOps'");

        Assert.Equal(expected.ToString(), result.Output.Trim());
    }
}
