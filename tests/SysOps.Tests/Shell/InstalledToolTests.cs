using System.Text.Json;
using SysOps.Testing;
using SysOps.Testing.Programs;

namespace SysOps.Tests.Shell;

public sealed class InstalledToolTests : IClassFixture<InstalledTool>
{
    private readonly InstalledTool _tool;

    public InstalledToolTests(InstalledTool tool) => _tool = tool;

    [Fact]
    public async Task It_shows_health_with_the_view_of_the_module_inside()
    {
        ProgramOutcome result = await _tool.RunAsync("Get-SystemHealth", "-Name", "memory");

        Assert.Equal("", result.Errors);
        Assert.Matches(@"Name +Category +Status +Latency +Message\n", result.Output);
        Assert.Matches(@"\nmemory +\S+ +(Healthy|Degraded)", result.Output);
    }

    [Fact]
    public async Task The_module_is_the_packed_one_and_not_the_checkouts()
    {
        ProgramOutcome result = await _tool.RunAsync("--output", "json", "$null = Get-Command Get-SystemHealth; (Get-Module SysOps).ModuleBase");

        string module = Assert.Single(JsonDocument.Parse(result.Output).RootElement.EnumerateArray()).GetString()!;
        Assert.False(module.StartsWith(Repository.Root, StringComparison.Ordinal), module);
    }

    [Fact]
    public async Task It_has_the_help_of_its_cmdlets_and_its_topics()
    {
        ProgramOutcome cmdlet = await _tool.RunAsync("Get-Help", "Get-SystemHealth");
        ProgramOutcome topic = await _tool.RunAsync("Get-Help", "about_SysOps_Health");

        Assert.Contains("Probes the components of the system side by side", cmdlet.Output);
        Assert.Contains("SysOps", topic.Output);
        Assert.Equal((0, 0), (cmdlet.ExitCode, topic.ExitCode));
    }

    [Fact]
    public async Task A_database_of_sqlite_is_opened_with_the_packed_native_library()
    {
        ProgramOutcome result = await _tool.RunAsync("[IO.File]::WriteAllText('sysops.json', '{ \"database\": { \"provider\": \"Sqlite\", \"connectionString\": \"Data Source=nosuch.db\" } }'); [IO.File]::SetUnixFileMode('sysops.json', 'UserRead, UserWrite'); Get-SystemHealth -Name database -ConfigurationPath sysops.json");

        Assert.Contains("nosuch.db", result.Output);
        Assert.Equal(2, result.ExitCode);
    }
}
