using SysOps.Settings;

namespace SysOps.Core.Tests.Settings;

public sealed class SecretSettingsTests
{
    private const string Secret = "hunter2-secret";

    [Fact]
    public void A_secret_is_referred_to_by_variable_file_or_vault()
    {
        Assert.Equal(new EnvironmentSecret("P"), Password("""{ "env": "P" }"""));
        Assert.Equal(new EnvironmentSecret("P"), Password("\"${env:P}\""));
        Assert.Equal(new FileSecret("/srv/app/secrets/p"), Password("""{ "file": "secrets/p" }"""));
        Assert.Equal(new VaultSecret("p", null), Password("""{ "secret": "p" }"""));
        Assert.Equal(new VaultSecret("p", "v"), Password("""{ "secret": "p", "vault": "v" }"""));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{ "env": "A", "file": "b" }""")]
    [InlineData("""{ "vault": "hunter2-secret" }""")]
    [InlineData("""{ "env": "A", "vault": "hunter2-secret" }""")]
    [InlineData("""{ "env": "hunter2-secret" }""")]
    [InlineData("""[ "hunter2-secret" ]""")]
    [InlineData("12345")]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("\"hunter2-secret${env:A}\"")]
    [InlineData("\"hunter2-secret${env:\"")]
    public void What_is_no_secret_is_an_error_that_does_not_quote_it(string value)
    {
        SettingsProblem error = SettingsText.Error($$"""{ "cache": { "connectionString": "h", "password": {{value}} } }""");
        Assert.StartsWith("cache.password", error.Setting, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("12345", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "cache": { "connectionString": "h", "password": "hunter2-secret" } }""", "cache.password")]
    [InlineData("""{ "cache": { "connectionString": "h:1,password=hunter2-secret,ssl=true" } }""", "cache.connectionString")]
    [InlineData("""{ "database": { "connectionString": "Host=h;Password='hunter2-secret';Database=d" } }""", "database.connectionString")]
    [InlineData("""{ "externalServices": [ { "name": "a", "url": "http://me:hunter2-secret@host/" } ] }""", "externalServices[0].url")]
    [InlineData("""{ "externalServices": [ { "name": "a", "url": "http://h/", "headers": { "Authorization": "Bearer hunter2-secret" } } ] }""", "externalServices[0].headers.Authorization")]
    [InlineData("""{ "externalServices": [ { "name": "a", "url": "http://h/", "headers": { "X-Api-Key": "hunter2-secret" } } ] }""", "externalServices[0].headers.X-Api-Key")]
    public void A_secret_in_clear_is_a_warning_that_does_not_quote_it(string text, string setting)
    {
        SettingsDocument document = SettingsText.Read(text);
        SettingsProblem warning = Assert.Single(document.Warnings);
        Assert.Equal(setting, warning.Setting);
        Assert.Contains("in clear", warning.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, warning.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, document.Settings.ToString() + document.Settings.Database + document.Settings.Cache + string.Concat(document.Settings.ExternalServices.SelectMany(service => service.Headers.Values.Append(service.Url))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "database": { "connectionString": "Host=h;Password=${env:P};Passfile=/root/.pgpass" } }""")]
    [InlineData("""{ "externalServices": [ { "name": "a", "url": "http://me:${env:P}@${env:HOST}:${env:PORT}/" } ] }""")]
    [InlineData("""{ "externalServices": [ { "name": "a", "url": "${env:URL}", "headers": { "Authorization": "Bearer ${env:P}", "Accept": "text/plain" } } ] }""")]
    [InlineData("""{ "externalServices": [ { "name": "a", "url": { "file": "/run/url" }, "headers": { "Authorization": { "secret": "key" } } } ] }""")]
    public void A_reference_is_no_secret_in_clear_and_is_not_resolved_yet(string text) => Assert.Empty(SettingsText.Read(text).Warnings);

    [Fact]
    public void A_password_in_two_places_is_a_warning()
    {
        SettingsDocument document = SettingsText.Read("""{ "database": { "connectionString": "Host=h;Password=${env:P}", "password": { "env": "Q" } } }""");
        Assert.Equal("the connection string holds a password as well; this one is used", Assert.Single(document.Warnings).Message);
    }

    private static SecretReference? Password(string value) =>
        SettingsText.Settings($$"""{ "cache": { "connectionString": "h", "password": {{value}} } }""").Cache?.Password;
}
