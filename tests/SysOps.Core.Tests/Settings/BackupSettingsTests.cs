using SysOps.Settings;

namespace SysOps.Core.Tests.Settings;

public sealed class BackupSettingsTests
{
    [Fact]
    public void A_path_alone_has_the_defaults_of_a_careful_operator()
    {
        BackupSettings backups = Backups("""{ "path": "b" }""");

        Assert.Equal("/srv/app/b", backups.Path);
        Assert.Equal((TimeSpan.FromDays(7), 2.0, TimeSpan.FromMinutes(1), 3), (backups.FullEvery, backups.RereadPercent, backups.LockTimeout, backups.CompressionLevel));
        Assert.Equal(1L << 30, backups.Reserve.Of(1L << 40));
        Assert.Null(backups.Retention);
        Assert.False(backups.RolePasswords);
        Assert.Empty(backups.Before);
        Assert.Null(backups.Drill.Server);
    }

    [Fact]
    public void Every_setting_is_read()
    {
        SystemSettings settings = SettingsText.Settings("""
            {
              "services": [ { "name": "indexer", "kind": "Systemd", "unit": "i.service" } ],
              "workspaces": { "path": "ws", "exclude": ["**/*.tmp", "cache/[!a]*/**"] },
              "configurationFiles": [ { "path": "app.yaml", "schema": "app.schema.json", "required": ["KEY"] }, { "path": "/etc/app/.env" } ],
              "monitoring": { "path": "history.db" }, "audit": { "path": "/var/lib/audit.jsonl" },
              "backups": {
                "path": "/b", "maxAge": "26h", "retention": { "last": 1, "hourly": 2, "daily": 3, "weekly": 4, "monthly": 5, "yearly": 6, "within": "14d", "timeZone": "Europe/Berlin" },
                "reserve": "5%", "fullEvery": "1d", "rereadShare": "10%", "before": ["/bin/pause", "--now", ""], "after": ["/bin/go"],
                "stopServices": ["Indexer"], "lockTimeout": "0s", "pgPrograms": "pg/bin", "compressionLevel": 19, "rolePasswords": true,
                "drill": { "server": { "connectionString": "Host=d", "password": { "env": "P" } },
                           "assertions": [ { "name": "a", "query": "SELECT 1", "equals": 1 }, { "name": "b", "query": "SELECT 2", "atLeast": -1.5, "atMost": 3 } ] }
              }
            }
            """);

        BackupSettings backups = settings.Backups!;
        Assert.Equal(new RetentionSettings { Last = 1, Hourly = 2, Daily = 3, Weekly = 4, Monthly = 5, Yearly = 6, Within = TimeSpan.FromDays(14), TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin") }, backups.Retention);
        Assert.Equal((TimeSpan.FromHours(26), TimeSpan.FromDays(1), 10.0, TimeSpan.Zero, 19), (backups.MaxAge, backups.FullEvery, backups.RereadPercent, backups.LockTimeout, backups.CompressionLevel));
        Assert.True(backups.RolePasswords);
        Assert.Equal(50, backups.Reserve.Of(1000));
        Assert.Equal(["/bin/pause", "--now", ""], backups.Before);
        Assert.Equal(["/bin/go"], backups.After);
        Assert.Equal(["Indexer"], backups.StopServices);
        Assert.Equal("/srv/app/pg/bin", backups.PostgreSqlPrograms);
        Assert.Equal("Host=d", backups.Drill.Server?.ConnectionString.Template);
        Assert.Equal(new EnvironmentSecret("P"), backups.Drill.Server?.Password);
        Assert.Equal(["1", null], backups.Drill.Assertions.Select(assertion => assertion.EqualTo));
        Assert.Equal((-1.5, 3.0), (backups.Drill.Assertions[1].AtLeast, backups.Drill.Assertions[1].AtMost));
        Assert.Equal(["**/*.tmp", "cache/[!a]*/**"], settings.Workspaces!.Exclude);
        Assert.Equal(["/srv/app/app.yaml", "/etc/app/.env"], settings.ConfigurationFiles.Select(file => file.Path));
        Assert.Equal(("/srv/app/app.schema.json", "KEY"), (settings.ConfigurationFiles[0].Schema, settings.ConfigurationFiles[0].Required.Single()));
        Assert.Equal(("/srv/app/history.db", "/var/lib/audit.jsonl", "/b", "/srv/app/ws"), (settings.MonitoringPath, settings.AuditPath, settings.BackupsPath, settings.WorkspacesPath));
    }

    [Theory]
    [InlineData("""{ }""", "backups", "the setting 'path' is missing")]
    [InlineData("""{ "path": "b", "before": [] }""", "backups.before", "expected a program and its arguments, such as [\"/usr/bin/systemctl\", \"stop\", \"api\"], found a list")]
    [InlineData("""{ "path": "b", "before": "mysql -phunter2" }""", "backups.before", "expected a program and its arguments, such as [\"/usr/bin/systemctl\", \"stop\", \"api\"], found a text")]
    [InlineData("""{ "path": "b", "after": [" "] }""", "backups.after[0]", "expected a text that is not empty, found \" \"")]
    [InlineData("""{ "path": "b", "after": ["a", 5] }""", "backups.after[1]", "expected a text, found the number 5")]
    [InlineData("""{ "path": "b", "fullEvery": "0s" }""", "backups.fullEvery", "expected a duration longer than zero, found \"0s\"")]
    [InlineData("""{ "path": "b", "maxAge": "0s" }""", "backups.maxAge", "expected a duration longer than zero, found \"0s\"")]
    [InlineData("""{ "path": "b", "reserve": "120%" }""", "backups.reserve", "expected a share from \"0%\" to \"100%\", found \"120%\"")]
    [InlineData("""{ "path": "b", "reserve": -5 }""", "backups.reserve", "expected a size such as \"100MB\" or \"1.5GB\" (1 KB = 1024 bytes), or a number of bytes, found the number -5")]
    [InlineData("""{ "path": "b", "rereadShare": 2 }""", "backups.rereadShare", "expected a share from \"0%\" to \"100%\" (with its sign: \"2%\"), found the number 2")]
    [InlineData("""{ "path": "b", "compressionLevel": 20 }""", "backups.compressionLevel", "expected a level of zstd from 1 to 19, found the number 20")]
    [InlineData("""{ "path": "b", "retention": { "daily": 1.5 } }""", "backups.retention.daily", "expected a whole number, 0 or more, found the number 1.5")]
    [InlineData("""{ "path": "b", "retention": { "daily": 1, "timeZone": "Mars/Olympus" } }""", "backups.retention.timeZone", "expected a time zone that this machine knows, such as \"Europe/Berlin\" or \"UTC\", found \"Mars/Olympus\"")]
    [InlineData("""{ "path": "b", "stopServices": ["web"] }""", "backups.stopServices[0]", "there is no service 'web'")]
    [InlineData("""{ "path": "b", "drill": { "assertions": [ { "name": "a", "query": "q" } ] } }""", "backups.drill.assertions[0]", "an assertion needs either 'equals', or 'atLeast', 'atMost' or both")]
    [InlineData("""{ "path": "b", "drill": { "assertions": [ { "name": "a", "query": "q", "equals": 1, "atMost": 2 } ] } }""", "backups.drill.assertions[0]", "an assertion needs either 'equals', or 'atLeast', 'atMost' or both")]
    [InlineData("""{ "path": "b", "drill": { "assertions": [ { "name": "a", "query": "q", "atLeast": 3, "atMost": 2 } ] } }""", "backups.drill.assertions[0].atMost", "it lies below 'atLeast', so that no value is right")]
    [InlineData("""{ "path": "b", "drill": { "server": { "password": { "env": "P" } } } }""", "backups.drill.server", "the setting 'connectionString' is missing")]
    public void What_is_wrong_is_told_at_its_place(string backups, string setting, string message)
    {
        SettingsProblem error = Assert.Single(
            SettingsText.Problems($$"""{ "backups": {{backups}} }"""), problem => problem.Severity is ProblemSeverity.Error);
        Assert.Equal((setting, message), (error.Setting, error.Message));
    }

    [Fact]
    public void A_retention_that_keeps_nothing_is_an_error() =>
        Assert.StartsWith("it keeps no backup at all", SettingsText.Error("""{ "backups": { "path": "b", "retention": { "daily": 0 } } }""").Message, StringComparison.Ordinal);

    [Fact]
    public void A_before_without_after_is_a_warning() =>
        Assert.Contains("stays stopped", Assert.Single(SettingsText.Read("""{ "backups": { "path": "b", "before": ["x"] } }""").Warnings).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("/etc/**")]
    [InlineData("../x")]
    [InlineData("a/./b")]
    [InlineData("a//b")]
    [InlineData("a**/b")]
    [InlineData("a/[bc")]
    [InlineData("[]")]
    public void A_pattern_that_can_match_nothing_is_an_error(string pattern) =>
        Assert.Equal("workspaces.exclude[0]", SettingsText.Error($$"""{ "workspaces": { "path": "w", "exclude": ["{{pattern}}"] } }""").Setting);

    [Theory]
    [InlineData("*.tmp")]
    [InlineData("**")]
    [InlineData("**/node_modules/**")]
    [InlineData("cache/")]
    [InlineData("a/[]b]c")]
    [InlineData("[!]]x")]
    public void A_sound_pattern_is_taken_as_it_is(string pattern) =>
        Assert.Equal([pattern], SettingsText.Settings($$"""{ "workspaces": { "path": "w", "exclude": ["{{pattern}}"] } }""").Workspaces!.Exclude);

    private static BackupSettings Backups(string text) => SettingsText.Settings($$"""{ "backups": {{text}} }""").Backups!;
}
