using SysOps.Testing;

namespace SysOps.Tests.Shell;

public sealed class PromptTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private TerminalShell _shell = null!;

    public async ValueTask InitializeAsync()
    {
        _shell = TerminalShell.Start(_folder.Path);
        await _shell.SeeAsync("exit leaves.");
        await _shell.SeeAsync("> ");
    }

    public async ValueTask DisposeAsync()
    {
        await _shell.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_command_runs_and_exit_ends_with_its_code()
    {
        await _shell.TypeAsync("Get-SystemHealth -Name cache\r");
        await _shell.SeeAsync("NotConfigured");
        await _shell.SeeAsync("> ");
        await _shell.TypeAsync("exit 6\r");

        Assert.Equal(6, await _shell.EndAsync());
    }

    [Fact]
    public async Task What_is_not_complete_goes_on_in_the_next_line()
    {
        await _shell.TypeAsync("foreach ($number in 20, 22) {\r");
        await _shell.SeeAsync(">> ");
        await _shell.TypeAsync("\"seen $($number * 100)\"\r");
        await _shell.SeeAsync(">> ");
        await _shell.TypeAsync("}\r");
        await _shell.SeeAsync("seen 2000");
        await _shell.SeeAsync("seen 2200");
        await LeaveAsync();
    }

    [Fact]
    public async Task Control_c_drops_the_lines_typed_so_far()
    {
        await _shell.TypeAsync("if ($true) {\r");
        await _shell.SeeAsync(">> ");
        await _shell.TypeAsync("'never'" + TerminalShell.ControlC);
        await _shell.SeeAsync("^C");
        await _shell.SeeAsync("sysops ");
        await _shell.TypeAsync("6 * 7000\r");
        await _shell.SeeAsync("42000");
        await LeaveAsync();
    }

    [Fact]
    public async Task Control_c_ends_the_running_command_and_not_the_shell()
    {
        await _shell.TypeAsync("try { 'start' + 'ed'; while ($true) { $null = 1 } } finally { $cleaned = 'cl' + 'ean' }\r");
        await _shell.SeeAsync("started");
        await _shell.TypeAsync(TerminalShell.ControlC);
        await _shell.SeeAsync("> ");
        await _shell.TypeAsync("\"$cleaned now\"\r");
        await _shell.SeeAsync("clean now");
        await LeaveAsync();
    }

    [Fact]
    public async Task Tab_completes_commands_and_parameters()
    {
        await _shell.TypeAsync("Get-SystemH\t");
        await _shell.SeeAsync("Get-SystemHealth");
        await _shell.TypeAsync(" -Summ\t");
        await _shell.SeeAsync("-Summary");
        await _shell.TypeAsync("\r");
        await _shell.SeeAsync("Components: ");
        await LeaveAsync();
    }

    [Fact]
    public async Task The_line_before_comes_back_and_can_be_changed()
    {
        await _shell.TypeAsync("1000 + 1\r");
        await _shell.SeeAsync("1001");
        await _shell.SeeAsync("> ");
        await _shell.TypeAsync(TerminalShell.Up + "\u007f2\u0001\e[C5\r");
        await _shell.SeeAsync("15002");
        await LeaveAsync();
    }

    [Fact]
    public async Task A_line_longer_than_the_terminal_is_one_line()
    {
        string text = string.Join(" + ", Enumerable.Range(1, 60));

        await _shell.TypeAsync(text + "\r");

        await _shell.SeeAsync("1830");
        await LeaveAsync();
    }

    [Fact]
    public async Task An_error_is_shown_and_the_prompt_comes_back()
    {
        await _shell.TypeAsync("throw 'it ' + 'broke'\r");
        await _shell.SeeAsync("it broke");
        await _shell.SeeAsync("> ");
        await _shell.TypeAsync("Get-SystemHealth -Name no-such-one; 'went ' + 'on'\r");
        await _shell.SeeAsync("There is no component");
        await _shell.SeeAsync("went on");
        await LeaveAsync();
    }

    [Fact]
    public async Task A_program_that_is_started_has_the_terminal_to_itself()
    {
        await _shell.TypeAsync("sh -c 'test -t 0 && test -t 1 && test -t 2 && echo has a te\\rminal'\r");
        await _shell.SeeAsync("has a terminal");
        await LeaveAsync();
    }

    private async Task LeaveAsync()
    {
        await _shell.TypeAsync(TerminalShell.ControlD);
        Assert.Equal(0, await _shell.EndAsync());
    }
}
