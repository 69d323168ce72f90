using SysOps.Testing;
using SysOps.Testing.Programs;

namespace SysOps.Tests.Shell;

public sealed class ConfirmationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _script;

    public ConfirmationTests() => _script = _folder.Write("remove.ps1", "[CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')] param() try { if ($PSCmdlet.ShouldProcess('the last copy')) { 'removed' } else { 'kept' } } finally { [IO.File]::WriteAllText('finally', '') }");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("y\ny\n")]
    public async Task Without_a_terminal_it_is_an_error_that_says_how_to_go_on_and_never_a_yes(string input)
    {
        ProgramOutcome result = await ShellProgram.RunAsync(ShellProgram.StartInfo(_folder.Path, _script), input);

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains("-Confirm:$false", result.Errors);
        Assert.Contains("the last copy", result.Errors);
    }

    [Fact]
    public async Task Confirm_false_goes_ahead_without_asking() =>
        Assert.Equal(new ProgramOutcome(0, "removed\n", ""), await ShellProgram.RunAsync(_folder.Path, _script, "-Confirm:$false"));

    [Theory]
    [InlineData("y\r", "removed")]
    [InlineData("n\r", "kept")]
    [InlineData("\r", "removed")]
    public async Task On_a_terminal_the_answer_decides(string keys, string expected)
    {
        await using TerminalShell shell = TerminalShell.Start(_folder.Path, _script);
        await shell.SeeAsync("the last copy");
        await shell.SeeAsync("[?] Help");
        await shell.TypeAsync(keys);

        Assert.Equal(0, await shell.EndAsync());
        Assert.Contains(expected, shell.Screen);
    }

    [Fact]
    public async Task Control_c_is_an_answer_that_ends_it_at_once()
    {
        await using TerminalShell shell = TerminalShell.Start(_folder.Path, _script);
        await shell.SeeAsync("[?] Help");
        await shell.TypeAsync(TerminalShell.ControlC);

        Assert.Equal(130, await shell.EndAsync());
        Assert.DoesNotContain("removed", shell.Screen);
        Assert.True(File.Exists(Path.Combine(_folder.Path, "finally")));
    }

    [Fact]
    public async Task A_mandatory_parameter_that_is_missing_is_an_error_without_a_terminal()
    {
        string script = _folder.Write("needs.ps1", "param([Parameter(Mandatory)] $Needed) 'ran'");

        ProgramOutcome result = await ShellProgram.RunAsync(_folder.Path, script);

        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Contains("Needed", result.Errors);
    }
}
