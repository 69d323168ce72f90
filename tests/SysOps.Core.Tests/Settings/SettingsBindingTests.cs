using SysOps.Settings;

namespace SysOps.Core.Tests.Settings;

public sealed class SettingsBindingTests
{
    [Fact]
    public void An_empty_file_is_this_machine_with_all_defaults()
    {
        SystemSettings settings = SettingsText.Settings("{}");
        Assert.Equal(SettingsDocument.Empty.Settings with { SourcePath = SettingsText.Path, ExternalServices = settings.ExternalServices, Services = settings.Services, ConfigurationFiles = settings.ConfigurationFiles, Resources = settings.Resources }, settings);
        Assert.Empty(settings.ExternalServices);
        Assert.Empty(settings.Services);
        Assert.Equal(new Threshold(Warning: 80), settings.Resources.Cpu);
    }

    [Fact]
    public void All_errors_are_told_at_once_in_the_order_of_the_file()
    {
        SettingsException error = Assert.Throws<SettingsException>(() => SettingsText.Read(
            """
            {
              "name": 5,
              "databse": {},
              "database": { "thresholds": { "query": 5 }, "timeout": "soon" },
              "externalServices": [ { "name": "a", "url": "http://a" }, { "name": "b" } ],
            }
            """));
        Assert.Equal(ErrorCatalogue.ConfigurationInvalid, error.Id);
        Assert.Equal(SettingsText.Path, error.Target);
        Assert.Equal(
            """
            The configuration '/srv/app/sysops.json' has 5 errors:
            /srv/app/sysops.json(2,11): error name: expected a text, found the number 5
            /srv/app/sysops.json(3,3): warning databse: is not a setting and has no effect; did you mean 'database'?
            /srv/app/sysops.json(4,15): error database: the setting 'connectionString' is missing
            /srv/app/sysops.json(4,42): error database.thresholds.query: expected a duration such as "5s", "500ms", "1h30m", "26h", "30d" or "00:00:05" (with its unit: "5s" for seconds), found the number 5
            /srv/app/sysops.json(4,58): error database.timeout: expected a duration such as "5s", "500ms", "1h30m", "26h", "30d" or "00:00:05", found "soon"
            /srv/app/sysops.json(5,61): error externalServices[1]: the kind Http needs 'url', which is missing
            """,
            error.Message);
    }

    [Theory]
    [InlineData("""{ "databas": {} }""", "databas", "did you mean 'database'?")]
    [InlineData("""{ "Cache": {} }""", "Cache", "did you mean 'cache'?")]
    [InlineData("""{ "cache": { "connectionString": "h", "kyePrefix": "" } }""", "cache.kyePrefix", "did you mean 'keyPrefix'?")]
    [InlineData("""{ "services": [ { "name": "a", "kind": "Systemd", "unti": "b", "unit": "c" } ] }""", "services[0].unti", "did you mean 'unit'?")]
    [InlineData("""{ "colour": "red" }""", "colour", "is not a setting and has no effect")]
    public void An_unknown_key_is_a_warning_with_the_one_that_was_probably_meant(string text, string setting, string ending)
    {
        SettingsProblem warning = Assert.Single(SettingsText.Read(text).Warnings);
        Assert.Equal((setting, ProblemSeverity.Warning), (warning.Setting, warning.Severity));
        Assert.EndsWith(ending, warning.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]", "", "expected an object { … }, found a list")]
    [InlineData("""{ "database": "Host=a;Password=hunter2" }""", "database", "expected an object { … }, found a text")]
    [InlineData("""{ "externalServices": {} }""", "externalServices", "expected a list [ … ], found an object")]
    [InlineData("""{ "configurationFiles": {} }""", "configurationFiles", "expected a list [ … ], found an object")]
    [InlineData("""{ "alerts": [] }""", "alerts", "expected an object { … }, found a list")]
    [InlineData("""{ "logs": {} }""", "logs", "the setting 'path' is missing")]
    [InlineData("""{ "logs": { "path": null } }""", "logs.path", "expected a path, found null")]
    [InlineData("""{ "cache": { "connectionString": "h", "writeProbe": "yes" } }""", "cache.writeProbe", "expected true or false, found \"yes\"")]
    [InlineData("""{ "cache": { "connectionString": "h", "timeout": "0s" } }""", "cache.timeout", "expected a duration longer than zero, found \"0s\"")]
    [InlineData("""{ "database": { "connectionString": "h", "provider": "Postgres" } }""", "database.provider", "expected one of \"PostgreSql\", \"Sqlite\" (did you mean \"PostgreSql\"?), found \"Postgres\"")]
    [InlineData("""{ "database": { "connectionString": "h", "provider": "1" } }""", "database.provider", "expected one of \"PostgreSql\", \"Sqlite\", found \"1\"")]
    [InlineData("""{ "resources": { "cpu": 80 } }""", "resources.cpu", "expected a share from \"0%\" to \"100%\" (with its sign: \"80%\"), found the number 80")]
    [InlineData("""{ "resources": { "networkErrors": -1 } }""", "resources.networkErrors", "expected a number, 0 or more, found the number -1")]
    [InlineData("""{ "resources": { "networkErrors": 1e999 } }""", "resources.networkErrors", "expected a number, 0 or more, found the number 1e999")]
    public void A_value_of_the_wrong_kind_is_an_error_at_its_place(string text, string setting, string message)
    {
        SettingsProblem error = SettingsText.Error(text);
        Assert.Equal((setting, message), (error.Setting, error.Message));
    }

    [Fact]
    public void A_long_value_is_quoted_in_part() =>
        Assert.Equal($"expected true or false, found \"{new string('x', 60)}…\"", SettingsText.Error($$"""{ "cache": { "connectionString": "h", "writeProbe": "{{new string('x', 61)}}" } }""").Message);

    [Fact]
    public void Relative_paths_start_at_the_folder_of_the_file()
    {
        SystemSettings settings = SettingsText.Settings("""{ "workspaces": { "path": "ws/../spaces" }, "logs": { "path": "/var/log" }, "backups": { "path": "${env:WHERE}/b" }, "database": { "connectionString": "x" } }""", ("WHERE", "store"));
        Assert.Equal("/srv/app/spaces", settings.WorkspacesPath);
        Assert.Equal("/var/log", settings.LogsPath);
        Assert.Equal("/srv/app/store/b", settings.BackupsPath);
        Assert.Equal("/srv/app", settings.Database?.BaseFolder);
    }

    [Fact]
    public void A_tilde_is_taken_literally_with_a_warning()
    {
        SettingsDocument document = SettingsText.Read("""{ "logs": { "path": "~/logs" } }""");
        Assert.Equal("/srv/app/~/logs", document.Settings.LogsPath);
        Assert.Contains("${env:HOME}", Assert.Single(document.Warnings).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_takes_the_values_of_environment_variables()
    {
        Assert.Equal("api-eu-${env:X}", SettingsText.Settings("""{ "name": "api-${env:REGION}-$${env:X}" }""", ("REGION", "eu")).Name);
        Assert.Equal(TimeSpan.FromSeconds(3), SettingsText.Settings("""{ "cache": { "connectionString": "h", "timeout": "${env:T}" } }""", ("T", "3s")).Cache?.Timeout);
    }

    [Theory]
    [InlineData("${env:MISSING}", "the environment variable 'MISSING' is not set")]
    [InlineData("${env:OPEN", "a reference to an environment variable is written ${env:NAME} (for the text itself, $${env:NAME})")]
    [InlineData("${env:}", "a reference to an environment variable is written ${env:NAME} (for the text itself, $${env:NAME})")]
    [InlineData("${env:a b}", "a reference to an environment variable is written ${env:NAME} (for the text itself, $${env:NAME})")]
    public void A_reference_that_leads_nowhere_is_an_error_at_its_place(string text, string message)
    {
        SettingsProblem error = SettingsText.Error($$"""{ "name": "{{text}}" }""");
        Assert.Equal(("name", 1, 11, message), (error.Setting, error.Line, error.Column, error.Message));
    }

    [Fact]
    public void An_error_does_not_show_what_a_variable_holds() =>
        Assert.DoesNotContain("hunter2", SettingsText.Error("""{ "cache": { "connectionString": "h", "timeout": "${env:T}" } }""", ("T", "hunter2")).ToString(), StringComparison.Ordinal);
}
