using System.Management.Automation;
using SysOps.Testing;
using SysOps.Testing.Sessions;

namespace SysOps.Tests.Configuration;

public sealed class ConfigurationErrorTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ModuleSession _session = new();

    public void Dispose()
    {
        _session.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void All_errors_of_a_file_are_told_at_once_each_at_its_place()
    {
        string path = _folder.Write("sysops.json", """
            {
              "database": { "connectionString": "Host=localhost", "thresholds": { "query": "quick" } },
              "externalServices": [ { "name": "llm", "url": "ftp://llm" } ],
              "resources": { "cpu": { "warning": "90%", "critical": "80%" } }
            }
            """);

        ErrorRecord error = Fails("Get-SystemHealth -ConfigurationPath $p", path, "ConfigurationInvalid", ErrorCategory.InvalidArgument);

        string message = error.ToString();
        Assert.Contains($"{path}(2,80): error database.thresholds.query: expected a duration", message, StringComparison.Ordinal);
        Assert.Contains($"{path}(3,49): error externalServices[0].url: expected an absolute URL", message, StringComparison.Ordinal);
        Assert.Contains($"{path}(4,57): error resources.cpu.critical: the critical limit must not lie below the warning, which would never be seen", message, StringComparison.Ordinal);
        Assert.Equal(path, error.TargetObject);
    }

    [Fact]
    public void A_syntax_error_names_line_and_column()
    {
        string path = _folder.Write("sysops.json", "{\n  \"name\": \"x\"\n  \"environment\": \"y\"\n}");

        Assert.Contains($"{path}(3,3): error: expected , or }} after the value", Fails("Get-SystemHealth -ConfigurationPath $p", path, "ConfigurationInvalid", ErrorCategory.InvalidArgument).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_key_is_a_warning_with_the_nearest_known_one()
    {
        string path = _folder.Write("sysops.json", """{ "databse": {} }""");

        SessionResult result = _session.Run("param($p) Get-SystemHealth -Name memory -ConfigurationPath $p", ("p", path));

        Assert.Single(result.Output);
        Assert.Equal($"{path}(1,3): warning databse: is not a setting and has no effect; did you mean 'database'?", Assert.Single(result.Warnings));
    }

    [Fact]
    public void A_file_that_others_can_write_is_refused_with_the_command_that_mends_it()
    {
        string path = _folder.Write("sysops.json", "{}");
        File.SetUnixFileMode(path, (UnixFileMode)0b110_110_100);

        ErrorRecord error = Fails("Get-SystemHealth -ConfigurationPath $p", path, "ConfigurationUnsafe", ErrorCategory.InvalidOperation);

        Assert.Contains($"chmod go-w '{path}'", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_named_file_that_is_missing_is_an_error_and_a_path_outside_the_file_system_too()
    {
        string missing = Path.Combine(_folder.Path, "none.json");

        Assert.Equal(missing, Fails("Get-SystemHealth -ConfigurationPath $p", missing, "ConfigurationNotFound", ErrorCategory.ObjectNotFound).TargetObject);
        Fails("Get-SystemHealth -ConfigurationPath $p", "Variable:x", "PathInvalid", ErrorCategory.InvalidArgument);
        Fails("Get-SystemHealth -ConfigurationPath $p", "nodrive:/x", "PathInvalid", ErrorCategory.InvalidArgument);
    }

    [Fact]
    public void A_secret_shows_on_no_stream()
    {
        const string Secret = "s3cr3t-of-the-test";
        Environment.SetEnvironmentVariable("SYSOPS_TEST_SECRET", Secret);
        string path = _folder.Write("sysops.json", """
            { "database": { "connectionString": "Host=127.0.0.1;Port=1;Username=${env:SYSOPS_TEST_SECRET};Password=${env:SYSOPS_TEST_SECRET};Database=x" } }
            """);

        SessionResult result = _session.Run("param($p) Get-SystemHealth -Name database -ConfigurationPath $p -Verbose -Debug", ("p", path));

        Assert.NotEmpty(result.Verbose);
        Assert.Contains(result.Debug, line => line.StartsWith("'database' is Unhealthy, found out in ", StringComparison.Ordinal));
        Assert.Contains("127.0.0.1:1", result.AllText, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, result.AllText, StringComparison.Ordinal);
    }

    [Fact]
    public void A_secret_that_is_missing_leaves_its_component_unknown_and_names_the_variable()
    {
        string path = _folder.Write("sysops.json", """{ "database": { "connectionString": "Host=127.0.0.1;Port=1;Username=x", "password": { "env": "SYSOPS_TEST_NOT_SET" } } }""");

        SessionResult result = _session.Run("param($p) Get-SystemHealth -Name database, memory -ConfigurationPath $p", ("p", path));

        Assert.Equal(2, result.Output.Count);
        Assert.Equal("Unknown", result.Output[0].Properties["Status"].Value.ToString());
        Assert.Contains("SYSOPS_TEST_NOT_SET", result.Output[0].Properties["Error"].Value.ToString(), StringComparison.Ordinal);
    }

    private ErrorRecord Fails(string script, string path, string id, ErrorCategory category)
    {
        SessionResult result = _session.Run($"param($p) {script}", ("p", path));
        Assert.StartsWith(id + ",", result.TheError.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(category, result.TheError.CategoryInfo.Category);
        Assert.Empty(result.Output);
        return result.TheError;
    }
}
