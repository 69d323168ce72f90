using System.Diagnostics;
using System.Management.Automation;
using SysOps.Testing;
using SysOps.Testing.Network;
using SysOps.Testing.Sessions;

namespace SysOps.Tests.Health;

public sealed class RunningTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ModuleSession _session = new();

    public void Dispose()
    {
        _session.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Without_a_configuration_the_machine_is_probed_and_the_rest_is_reported_as_not_configured()
    {
        _session.SetLocation(_folder.Path);

        SessionResult result = _session.Run("$env:SYSOPS_CONFIG = $null; Get-SystemHealth");

        Assert.Empty(result.Errors);
        Assert.Equal(["database", "cache", "external-services"], result.Output.Take(3).Select(Name));
        Assert.All(result.Output.Take(3), item => Assert.Equal("NotConfigured", Text(item, "Status")));
        Assert.Contains("cpu", result.Output.Select(Name));
        Assert.Contains("memory", result.Output.Select(Name));
        Assert.Contains("network", result.Output.Select(Name));
        Assert.Contains(result.Output.Select(Name), name => name.StartsWith("disk:", StringComparison.Ordinal));
        Assert.Equal(["application-services", "backups"], result.Output.TakeLast(2).Select(Name));
        Assert.All(result.Output.TakeLast(2), item => Assert.Equal("NotConfigured", Text(item, "Status")));
        Assert.All(result.Output, item => Assert.Equal(DateTimeKind.Local, ((DateTime)item.Properties["Timestamp"].Value).Kind));
    }

    [Fact]
    public void A_name_with_wildcards_and_a_category_choose_components()
    {
        string configuration = _folder.Write("sysops.json", "{}");

        Assert.Equal(["memory"], _session.Run("param($p) Get-SystemHealth mem* -ConfigurationPath $p", ("p", configuration)).Output.Select(Name));
        Assert.Equal(["memory"], _session.Run("param($p) Get-SystemHealth -Component MEMORY -ConfigurationPath $p", ("p", configuration)).Output.Select(Name));
        Assert.Equal(["cache"], _session.Run("param($p) Get-SystemHealth -Category Cache -ConfigurationPath $p", ("p", configuration)).Output.Select(Name));
    }

    [Fact]
    public void A_name_that_no_component_has_is_an_error_about_this_name_and_the_others_are_probed()
    {
        string configuration = _folder.Write("sysops.json", "{}");

        SessionResult result = _session.Run("param($p) Get-SystemHealth -Name memory, memroy -ConfigurationPath $p", ("p", configuration));

        Assert.Equal(["memory"], result.Output.Select(Name));
        ErrorRecord error = Assert.Single(result.Errors);
        Assert.StartsWith("ComponentNotFound,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.ObjectNotFound, error.CategoryInfo.Category);
        Assert.Equal("memroy", error.TargetObject);
        Assert.Contains("cpu", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_black_hole_costs_its_time_limit_and_hides_no_other_component()
    {
        await using var listener = new SilentListener();
        string configuration = _folder.Write("sysops.json", $$"""{ "database": { "connectionString": "Host=127.0.0.1;Port={{listener.Port}};Username=nobody;Database=none" } }""");

        var watch = Stopwatch.StartNew();
        SessionResult result = _session.Run("param($p) Get-SystemHealth -Name database, memory -Timeout 1s -ConfigurationPath $p", ("p", configuration));

        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(0.9), TimeSpan.FromSeconds(4));
        Assert.Equal(["Unhealthy", "Healthy"], result.Output.Select(item => Text(item, "Status") is "Degraded" ? "Healthy" : Text(item, "Status")));
        Assert.Equal($"No answer within 1 s while connecting to 127.0.0.1:{listener.Port}/none.", Text(result.Output[0], "Error"));
        Assert.Empty(result.Errors);
    }

    [Fact]
    public void The_summary_holds_the_components_and_the_worst_status()
    {
        string configuration = _folder.Write("sysops.json", """{ "name": "shop", "database": { "provider": "Sqlite", "connectionString": "Data Source=missing.db" } }""");

        SessionResult result = _session.Run("param($p) Get-SystemHealth -Summary -ConfigurationPath $p", ("p", configuration));

        PSObject summary = Assert.Single(result.Output);
        Assert.Equal("shop", Name(summary));
        Assert.Equal("Unhealthy", Text(summary, "Status"));
        Assert.Contains("SysOps.Health.SystemHealth", summary.TypeNames);
        PSObject[] alerts = [.. LanguagePrimitives.GetEnumerable(summary.Properties["Alerts"].Value).Cast<object>().Select(PSObject.AsPSObject)];
        Assert.Equal("Critical", Text(alerts[0], "Severity"));
        Assert.Contains("missing.db", Text(alerts[0], "Message"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("5s", "5s")]
    [InlineData("500ms", "500ms")]
    [InlineData("'1m30s'", "1m30s")]
    [InlineData("30d", "30d")]
    [InlineData("'00:00:05'", "5s")]
    [InlineData("([TimeSpan]::FromSeconds(7))", "7s")]
    public void A_timeout_is_taken_as_people_write_durations(string argument, string expected)
    {
        SessionResult result = _session.Run($"Get-SystemHealth -Name cache -Timeout {argument} -Verbose");

        Assert.Contains($"Probing 1 of the components, each within {expected}.", result.Verbose);
        Assert.Single(result.Output);
    }

    [Theory]
    [InlineData("5")]
    [InlineData("soon")]
    [InlineData("'-5s'")]
    [InlineData("5.5")]
    public void A_bare_number_or_nonsense_is_no_duration_and_the_error_says_how_to_write_one(string argument)
    {
        SessionResult result = _session.Run($"Get-SystemHealth -Name memory -Timeout {argument}");

        Assert.Equal("ParameterArgumentTransformationError,SysOps.Commands.GetSystemHealthCommand", result.TheError.FullyQualifiedErrorId);
        Assert.Contains("26h", result.TheError.ToString(), StringComparison.Ordinal);
        Assert.Empty(result.Output);
    }

    [Fact]
    public void Testing_writes_one_boolean_for_what_is_piped_and_for_what_is_probed()
    {
        string broken = _folder.Write("sysops.json", """{ "database": { "provider": "Sqlite", "connectionString": "Data Source=missing.db" } }""");

        SessionResult result = _session.Run(
            """
            param($p)
            Test-SystemHealth -Name database -ConfigurationPath $p
            Get-SystemHealth -Name database -ConfigurationPath $p | Test-SystemHealth
            Get-SystemHealth -Name database -ConfigurationPath $p | Test-SystemHealth -AtWorst Unhealthy
            Get-SystemHealth -Name cache -ConfigurationPath $p | Test-SystemHealth -AtWorst NotConfigured
            """,
            ("p", broken));

        Assert.Empty(result.Errors);
        Assert.Equal([false, false, true, true], result.Output.Select(item => (bool)item.BaseObject));
    }

    [Fact]
    public void Testing_an_empty_pipeline_is_false_with_a_warning_and_probes_nothing()
    {
        SessionResult result = _session.Run("@() | Test-SystemHealth");

        Assert.False((bool)Assert.Single(result.Output).BaseObject);
        Assert.Single(result.Warnings);
    }

    [Fact]
    public void Testing_something_else_than_health_is_an_error_that_says_what_to_pipe()
    {
        SessionResult result = _session.Run("'hello' | Test-SystemHealth");

        Assert.StartsWith("HealthInputInvalid,", result.TheError.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(ErrorCategory.InvalidArgument, result.TheError.CategoryInfo.Category);
        Assert.Contains("Get-SystemHealth", result.TheError.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_of_more_than_a_second_shows_progress_and_takes_it_away_again()
    {
        await using var listener = new SilentListener();
        string configuration = _folder.Write("sysops.json", $$"""{ "database": { "connectionString": "Host=127.0.0.1;Port={{listener.Port}};Username=nobody;Database=none" } }""");

        SessionResult result = _session.Run("param($p) Get-SystemHealth -Name database, cpu -Timeout 2s -ConfigurationPath $p", ("p", configuration));

        Assert.NotEmpty(result.Progress);
        Assert.Equal(ProgressRecordType.Completed, result.Progress[^1].RecordType);
        Assert.True(result.Progress.Count <= 12, $"{result.Progress.Count} records");
    }

    private static string Name(PSObject item) => Text(item, "Name");

    private static string Text(PSObject item, string property) => item.Properties[property].Value?.ToString() ?? "";
}
