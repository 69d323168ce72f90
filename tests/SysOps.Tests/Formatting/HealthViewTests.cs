using System.Text.RegularExpressions;
using SysOps.Testing;
using SysOps.Testing.Sessions;

namespace SysOps.Tests.Formatting;

/// <summary>What a person sees. Objects with the name of a type of ours get its view, so the awkward ones can be made here.</summary>
public sealed partial class HealthViewTests
{
    private const string Red = "\e[31m";
    private const string Yellow = "\e[33m";
    private const string Green = "\e[32m";

    private const string Awkward = """
        function New-Component($Name, $Category, $Status, $Latency, $Message, $Problem, $Alerts) {
            $item = [pscustomobject] @{ Name = $Name; Category = $Category; Status = $Status; Latency = $Latency; Message = $Message; Error = $Problem; Alerts = $Alerts }
            $item.PSObject.TypeNames.Insert(0, 'SysOps.Health.ComponentHealth')
            $item
        }
        New-Component database Database Healthy ([TimeSpan]::FromMilliseconds(1.26)) 'PostgreSQL 17.2' $null @()
        New-Component a-name-that-is-far-too-long-for-its-column ApplicationService NotConfigured ([TimeSpan]::FromSeconds(75)) ('word ' * 60) $null @()
        New-Component cpu SystemResource Degraded $null 'not the message' $null @([pscustomobject] @{ Message = 'the worst alert' }, [pscustomobject] @{ Message = 'another' })
        New-Component vectors ExternalService Unhealthy ([TimeSpan]::FromMilliseconds(250)) 'not the message' "refused`nby 127.0.0.1:6333" @([pscustomobject] @{ Message = 'not the alert' })
        """;

    [Theory]
    [InlineData(80)]
    [InlineData(60)]
    [InlineData(40)]
    public void The_table_keeps_within_the_width_and_cuts_names_and_messages(int width)
    {
        string[] lines = Show(width, Awkward);

        Assert.All(lines, line => Assert.True(line.Length <= width, $"{line.Length}: {line}"));
        Assert.Contains(lines, line => line.StartsWith("a-name-that-is-f… Application NotConfi", StringComparison.Ordinal));
        Assert.Equal(4, lines.Count(line => Array.Exists(["database", "a-name", "cpu", "vectors"], name => line.StartsWith(name, StringComparison.Ordinal))));
    }

    [Fact]
    public void The_table_shows_name_category_status_latency_and_the_error_or_the_worst_alert()
    {
        string[] lines = Show(80, Awkward);

        Assert.Equal(
            [
                "Name              Category    Status         Latency Message",
                "----              --------    ------         ------- -------",
                "database          Database    Healthy         1.3 ms PostgreSQL 17.2",
                "a-name-that-is-f… Application NotConfigured   75.0 s word word word word word …",
                "cpu               System      Degraded               the worst alert",
                "vectors           External    Unhealthy       250 ms refused by 127.0.0.1:6333",
            ],
            lines.Where(line => line.Length > 0));
    }

    [Fact]
    public void A_status_has_its_colour_and_the_colour_ends_with_it()
    {
        string[] lines = ShowColoured(80, Awkward);

        Assert.Contains(lines, line => line.Contains($"{Green}Healthy\e[0m", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains($"{Yellow}Degraded\e[0m", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.Contains($"{Red}Unhealthy\e[0m", StringComparison.Ordinal));
    }

    [Fact]
    public void The_words_of_the_column_category_can_be_typed()
    {
        using var session = new ModuleSession();

        SessionResult result = session.Run("'Database', 'Cache', 'External', 'System', 'Application' | ForEach-Object { @(Get-SystemHealth -Category $_)[0].Category -eq $_ }").ThrowIfFailed();

        Assert.Equal([true, true, true, true, true], result.Output.Select(item => item.BaseObject));
    }

    [Fact]
    public void Checks_and_alerts_have_views_of_their_own()
    {
        string[] lines = Show(80, """
            $check = [pscustomobject] @{ Name = 'query'; Status = 'Degraded'; Value = 0.25; Unit = 's'; Threshold = 'warning above 100 ms'; Message = 'the health query took 250 ms'; Duration = [TimeSpan]::Zero }
            $check.PSObject.TypeNames.Insert(0, 'SysOps.Health.HealthCheck'); $check | Out-Default
            $alert = [pscustomobject] @{ Component = 'database'; Type = 'query'; Severity = 'Critical'; Message = 'the health query took 25 s'; Value = 25; Threshold = 10 }
            $alert.PSObject.TypeNames.Insert(0, 'SysOps.Health.HealthAlert'); $alert
            """);

        Assert.Contains("query                    Degraded           250 ms the health query took 250 ms", lines);
        Assert.Contains("Critical database          query                the health query took 25 s", lines);
    }

    [Fact]
    public void The_summary_is_one_screen_however_much_is_wrong()
    {
        string[] lines = Show(80, """
            $bad = foreach ($number in 1..30) { [pscustomobject] @{ Name = "service-$number"; Status = if ($number -eq 30) { 'Unhealthy' } else { 'Degraded' }; Message = "is slow`nand " + 'late ' * 40 } }
            $alerts = foreach ($number in 1..30) { [pscustomobject] @{ Severity = 'Warning'; Component = "service-$number"; Type = 'latency'; Message = 'slow ' * 40 } }
            $health = [pscustomobject] @{ Name = 'shop'; Status = 'Unhealthy'; Components = $bad; Alerts = $alerts; ComputerName = 'web1'; Timestamp = [datetime] '2026-01-02 03:04:05'; Duration = [TimeSpan]::FromMilliseconds(123) }
            $health.PSObject.TypeNames.Insert(0, 'SysOps.Health.SystemHealth'); $health
            """);

        Assert.True(lines.Length <= 24, string.Join('\n', lines));
        Assert.All(lines, line => Assert.True(line.Length <= 80, line));
        Assert.Contains("shop is Unhealthy  (web1, 2026-01-02 03:04:05, probed in 123 ms)", lines);
        Assert.Contains("Components: 29 Degraded, 1 Unhealthy", lines);
        Assert.StartsWith("  service-30: Unhealthy. is slow and late", lines.First(line => line.StartsWith("  ", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal(2, lines.Count(line => line == "  … and 22 more"));
    }

    [Fact]
    public void What_comes_from_a_job_or_a_file_looks_the_same()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("sysops.json", """{ "name": "shop", "database": { "provider": "Sqlite", "connectionString": "Data Source=missing.db" } }""");
        const string Copy = "[System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($health))";

        string[] lines = Show(80, $"$health = Get-SystemHealth -Name database, cache -ConfigurationPath '{path}'; $health | Out-Default; {Copy}");
        string[] summary = Show(80, $"$health = Get-SystemHealth -Summary -Name database, cache -ConfigurationPath '{path}'; $health | Out-Default; {Copy}");

        Assert.Equal(2, lines.Count(line => line.StartsWith("database          Database    Unhealthy", StringComparison.Ordinal)));
        Assert.Equal(2, summary.Count(line => line.StartsWith("shop is Unhealthy  (", StringComparison.Ordinal)));
        Assert.Equal(2, summary.Count(line => line.StartsWith("  database: Unhealthy. ", StringComparison.Ordinal)));
        Assert.Equal(2, summary.Count(line => line.StartsWith("  Critical database/", StringComparison.Ordinal)));
    }

    private static string[] Show(int width, string script) => [.. ShowColoured(width, script).Select(line => Colour().Replace(line, "").TrimEnd())];

    private static string[] ShowColoured(int width, string script)
    {
        var host = new ScreenHost(width);
        using var session = new ModuleSession(host: host);
        session.Run($"& {{ {script} }} | Out-Default").ThrowIfFailed();
        return host.TakeLines();
    }

    [GeneratedRegex("\e\\[[0-9;]*m", RegexOptions.None, 1000)]
    private static partial Regex Colour();
}
