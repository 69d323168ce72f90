using SysOps.Testing;
using SysOps.Testing.Programs;

namespace SysOps.Tests.Shell;

public sealed class ExitCodeTests : IDisposable
{
    private const string Configured = """{ "resources": { "memory": { "warning": "WARNING", "critical": "CRITICAL" } } }""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("99%", "100%", 0)]
    [InlineData("0.001%", "100%", 1)]
    [InlineData("0.001%", "0.002%", 2)]
    public async Task The_worst_health_that_was_written_is_the_exit_code(string warning, string critical, int expected)
    {
        _folder.Write("sysops.json", Configured.Replace("WARNING", warning).Replace("CRITICAL", critical));

        ProgramOutcome result = await ShellProgram.RunAsync(_folder.Path, "Get-SystemHealth", "-ConfigurationPath", "sysops.json", "-Name", "memory,cache");

        Assert.Equal("", result.Errors);
        Assert.Equal(expected, result.ExitCode);
    }

    [Theory]
    [InlineData("Get-SystemHealth -Name cache", 0)]
    [InlineData("Get-SystemHealth -Name nosuch", 3)]
    [InlineData("Get-SystemHealth -ConfigurationPath nosuch.json", 3)]
    [InlineData("Test-SystemHealth -Name cache", 0)]
    [InlineData("1 + 1", 0)]
    [InlineData("throw 'no'", 1)]
    [InlineData("No-SuchCommand", 1)]
    [InlineData("if (", 1)]
    [InlineData("'said before'; exit 7", 7)]
    [InlineData("exit 0", 0)]
    [InlineData("try { throw 'no' } catch { 'caught' }", 0)]
    public async Task Text_ends_with_the_code_of_what_happened(string text, int expected) =>
        Assert.Equal(expected, (await ShellProgram.RunAsync(_folder.Path, text)).ExitCode);

    [Theory]
    [InlineData("Unknown", "Degraded", 3)]
    [InlineData("Unknown", "Unhealthy", 2)]
    [InlineData("Healthy", "NotConfigured", 0)]
    public async Task The_worst_of_several_counts_as_a_summary_would_rank_them(string first, string second, int expected)
    {
        string script = _folder.Write("health.ps1", "foreach ($status in $args) { [pscustomobject]@{ PSTypeName = 'Deserialized.SysOps.Health.ComponentHealth'; Status = $status } }");

        Assert.Equal(expected, (await ShellProgram.RunAsync(_folder.Path, script, first, second)).ExitCode);
    }

    [Fact]
    public async Task A_test_that_says_no_ends_with_1()
    {
        _folder.Write("sysops.json", Configured.Replace("WARNING", "0.001%").Replace("CRITICAL", "0.002%"));

        ProgramOutcome result = await ShellProgram.RunAsync(_folder.Path, "Test-SystemHealth", "-ConfigurationPath", "sysops.json", "-Name", "memory");

        Assert.Equal(("False", 1), (result.Output.Trim(), result.ExitCode));
    }

    [Theory]
    [InlineData("SysOps.Backups.Restoring.RestoreResult", "Outcome", "Partial", 1)]
    [InlineData("SysOps.Backups.Restoring.RestoreResult", "Outcome", "Restored", 0)]
    [InlineData("SysOps.Backups.Restoring.RestoreResult", "Outcome", "RolledBack", 0)]
    [InlineData("SysOps.Backups.BackupTestResult", "Result", "Failed", 1)]
    [InlineData("SysOps.Backups.BackupTestResult", "Result", "Passed", 0)]
    public async Task A_result_that_is_not_whole_ends_with_1(string type, string property, string value, int expected)
    {
        string script = _folder.Write("result.ps1", $"[pscustomobject]@{{ PSTypeName = '{type}'; {property} = '{value}' }}");

        Assert.Equal(expected, (await ShellProgram.RunAsync(_folder.Path, script)).ExitCode);
    }

    [Fact]
    public async Task A_script_that_writes_false_has_not_failed()
    {
        string script = _folder.Write("answer.ps1", "$false");

        Assert.Equal(0, (await ShellProgram.RunAsync(_folder.Path, script)).ExitCode);
    }

    [Fact]
    public async Task A_native_program_ends_with_its_own_code()
    {
        ProgramOutcome result = await ShellProgram.RunAsync(_folder.Path, "sh", "-c", "echo out; echo err >&2; exit 4");

        Assert.Equal(new ProgramOutcome(4, "out\n", "err\n"), result);
    }

    [Theory]
    [InlineData("table")]
    [InlineData("list")]
    [InlineData("json")]
    public async Task Exit_in_a_script_keeps_its_code_and_all_that_was_written_before(string format)
    {
        string script = _folder.Write("ends.ps1", "[pscustomobject]@{ Written = 'before' }; function Leave { exit 7 }; Leave; 'never'");

        ProgramOutcome result = await ShellProgram.RunAsync(_folder.Path, "--output", format, script);

        Assert.Equal(7, result.ExitCode);
        Assert.Contains("before", result.Output);
        Assert.DoesNotContain("never", result.Output);
    }

    [Fact]
    public async Task A_script_that_fails_says_where_on_standard_error_and_ends_with_1()
    {
        string script = _folder.Write("fails.ps1", "'first'\nthrow 'it broke'\n");

        ProgramOutcome result = await ShellProgram.RunAsync(_folder.Path, script);

        Assert.Equal((1, "first\n"), (result.ExitCode, result.Output));
        Assert.Contains("it broke", result.Errors);
        Assert.Contains("fails.ps1:2", result.Errors);
    }
}
