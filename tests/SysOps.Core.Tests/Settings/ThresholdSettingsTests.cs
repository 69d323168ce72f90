using SysOps.Settings;

namespace SysOps.Core.Tests.Settings;

public sealed class ThresholdSettingsTests
{
    [Theory]
    [InlineData("\"80%\"", 80.0, null)]
    [InlineData("""{ "warning": "80%" }""", 80.0, null)]
    [InlineData("""{ "critical": "80%" }""", null, 80.0)]
    [InlineData("""{ "warning": "80%", "critical": "90.5%" }""", 80.0, 90.5)]
    [InlineData("""{ "warning": "80%", "critical": "80%" }""", 80.0, 80.0)]
    [InlineData("null", null, null)]
    public void A_threshold_replaces_the_default_as_a_whole(string value, double? warning, double? critical) =>
        Assert.Equal(new Threshold(warning, critical), SettingsText.Settings($$"""{ "resources": { "openFiles": {{value}} } }""").Resources.OpenFiles);

    [Theory]
    [InlineData("""{ "warning": "90%", "critical": "80%" }""", "the critical limit must not lie below the warning, which would never be seen")]
    [InlineData("{}", "expected a warning, a critical, or both; null instead of the object turns the threshold off")]
    [InlineData("[]", "expected a share from \"0%\" to \"100%\", found a list")]
    public void A_threshold_that_makes_no_sense_is_an_error(string value, string message) =>
        Assert.Equal(message, SettingsText.Error($$"""{ "resources": { "openFiles": {{value}} } }""").Message);

    [Fact]
    public void An_error_within_names_its_limit() =>
        Assert.Equal("resources.openFiles.critical", SettingsText.Error("""{ "resources": { "openFiles": { "warning": "1%", "critical": null } } }""").Setting);

    [Fact]
    public void Where_low_is_bad_the_critical_limit_lies_below()
    {
        const string Template = """{ "externalServices": [ { "name": "a", "url": "http://a", "certificateDays": { "warning": W, "critical": C } } ] }""";
        string sound = Template.Replace("W", "30", StringComparison.Ordinal).Replace("C", "5", StringComparison.Ordinal);
        Assert.Equal(new Threshold(30, 5), SettingsText.Settings(sound).ExternalServices[0].CertificateDays);
        string wrong = Template.Replace("W", "5", StringComparison.Ordinal).Replace("C", "30", StringComparison.Ordinal);
        Assert.Contains("must not lie above", SettingsText.Error(wrong).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_threshold_has_the_unit_of_what_it_judges()
    {
        DatabaseThresholds? thresholds = SettingsText.Settings("""{ "database": { "connectionString": "h", "thresholds": { "query": "1m", "retainedWal": "2KB", "size": 100, "connections": "50%", "blockedSessions": 3 } } }""").Database?.Thresholds;
        Assert.Equal(
            new DatabaseThresholds { Query = new(60), RetainedWal = new(2048), Size = new(100), Connections = new(50), BlockedSessions = new(3) },
            thresholds);
    }
}
