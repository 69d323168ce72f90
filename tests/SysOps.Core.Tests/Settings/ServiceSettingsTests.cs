using SysOps.Settings;

namespace SysOps.Core.Tests.Settings;

public sealed class ServiceSettingsTests
{
    [Theory]
    [InlineData("\"kind\": \"Http\"", "the kind Http needs 'url', which is missing")]
    [InlineData("\"kind\": \"Tcp\"", "the kind Tcp needs 'address', which is missing")]
    [InlineData("\"kind\": \"Dns\"", "the kind Dns needs 'hostName', which is missing")]
    [InlineData("\"url\": \"/readyz\"", "expected an absolute URL with http:// or https://, found a text")]
    [InlineData("\"url\": \"ftp://host/\"", "expected an absolute URL with http:// or https://, found a text")]
    [InlineData("\"url\": \"http://a\", \"expectStatus\": [99]", "expected an HTTP status from 100 to 599, found the number 99")]
    [InlineData("\"url\": \"http://a\", \"method\": \"GET /\"", "expected a method of HTTP such as \"GET\" or \"HEAD\", found \"GET /\"")]
    [InlineData("\"url\": \"http://a\", \"headers\": { \"a b\": \"\\u0031\" }", "is no name of an HTTP header")]
    [InlineData("\"url\": \"http://a\", \"headers\": { \"Accept\": \"1\", \"ACCEPT\": \"2\" }", "is there twice, as the names of headers do not depend on case")]
    [InlineData("\"url\": \"http://a\", \"expectJson\": [ { \"equals\": 1 } ]", "the setting 'path' is missing")]
    [InlineData("\"url\": \"http://a\", \"expectJson\": [ { \"path\": \"a\" } ]", "an expectation needs exactly one of 'equals' and 'contains'")]
    [InlineData("\"url\": \"http://a\", \"expectJson\": [ { \"path\": \"a[\", \"contains\": \"b\" } ]", "expected a path such as \"data[0].id\" or \"models[*].name\", found \"a[\"")]
    [InlineData("\"kind\": \"Dns\", \"hostName\": \"http://a\"", "expected the name of a host such as \"db.example\", without scheme or port, found \"http://a\"")]
    public void An_external_service_must_say_what_its_kind_needs(string settings, string message) =>
        Assert.Equal(message, SettingsText.Error($$"""{ "externalServices": [ { "name": "a", {{settings}} } ] }""").Message);

    [Theory]
    [InlineData("mail.example:25", true)]
    [InlineData("10.0.0.1:65535", true)]
    [InlineData("[::1]:25", true)]
    [InlineData("mail.example", false)]
    [InlineData("mail.example:0", false)]
    [InlineData("mail.example:65536", false)]
    [InlineData("::1:25", false)]
    [InlineData("[::g]:25", false)]
    [InlineData("tcp://a:1", false)]
    public void An_address_is_a_host_and_a_port(string address, bool sound)
    {
        string text = $$"""{ "externalServices": [ { "name": "a", "kind": "Tcp", "address": "{{address}}" } ] }""";
        if (sound)
        {
            Assert.Equal(address, SettingsText.Settings(text).ExternalServices[0].Address);
        }
        else
        {
            Assert.StartsWith("expected host:port", SettingsText.Error(text).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("\"kind\": \"Systemd\"", "the kind Systemd needs 'unit', which is missing")]
    [InlineData("\"kind\": \"Process\"", "the kind Process needs 'pidFile' or 'processName', which is missing")]
    [InlineData("\"kind\": \"Http\"", "the kind Http needs 'url', which is missing")]
    [InlineData("\"kind\": \"Heartbeat\"", "the kind Heartbeat needs 'heartbeat' or 'queue', which is missing")]
    [InlineData("\"unit\": \"a.service\"", "the setting 'kind' is missing: one of Systemd, Process, Http, Heartbeat")]
    [InlineData("\"kind\": \"Heartbeat\", \"heartbeat\": { \"maxAge\": \"5m\" }", "a heartbeat needs exactly one of 'file' and 'query'")]
    [InlineData("\"kind\": \"Heartbeat\", \"heartbeat\": { \"file\": \"a\", \"query\": \"b\", \"maxAge\": \"5m\" }", "a heartbeat needs exactly one of 'file' and 'query'")]
    [InlineData("\"kind\": \"Heartbeat\", \"heartbeat\": { \"file\": \"a\" }", "the setting 'maxAge' is missing")]
    [InlineData("\"kind\": \"Heartbeat\", \"queue\": {}", "a queue needs exactly one of 'key' and 'query'")]
    public void A_service_must_say_what_its_kind_needs(string settings, string message) =>
        Assert.Equal(message, SettingsText.Error($$"""{ "services": [ { "name": "a", {{settings}} } ] }""").Message);

    [Fact]
    public void What_means_nothing_to_a_kind_is_a_warning()
    {
        SettingsDocument document = SettingsText.Read("""{ "externalServices": [ { "name": "a", "kind": "Tcp", "address": "b:1", "url": "http://b" } ], "services": [ { "name": "s", "kind": "Systemd", "unit": "u", "pidFile": "p" } ] }""");
        Assert.Equal(["externalServices[0].url: has no effect for the kind Tcp", "services[0].pidFile: has no effect for the kind Systemd"], document.Warnings.Select(warning => $"{warning.Setting}: {warning.Message}"));
    }

    [Theory]
    [InlineData("database")]
    [InlineData("Cache")]
    [InlineData("cpu")]
    [InlineData("disk:/data")]
    [InlineData("external-services")]
    [InlineData("backups")]
    public void A_name_that_SysOps_gives_itself_is_refused(string name) =>
        Assert.Contains($"the name '{name}' is SysOps' own", SettingsText.Error($$"""{ "services": [ { "name": "{{name}}", "kind": "Systemd", "unit": "u" } ] }""").Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("a*")]
    [InlineData("[a]")]
    [InlineData(" a")]
    [InlineData("a\\tb")]
    public void A_name_that_cannot_be_asked_for_is_refused(string name) =>
        Assert.StartsWith("expected a name without", SettingsText.Error($$"""{ "services": [ { "name": "{{name}}", "kind": "Systemd", "unit": "u" } ] }""").Message, StringComparison.Ordinal);

    [Fact]
    public void A_name_is_given_once_over_all_sections()
    {
        SettingsProblem error = SettingsText.Error(
            """
            { "externalServices": [ { "name": "llm", "url": "http://a" } ],
              "services": [ { "name": "LLM", "kind": "Systemd", "unit": "u" } ] }
            """);
        Assert.Equal("services[0].name", error.Setting);
        Assert.StartsWith("the name 'LLM' is given at line 1, column 35 already", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_service_depends_on_services_that_exist()
    {
        SettingsProblem error = SettingsText.Error("""{ "services": [ { "name": "queue", "kind": "Systemd", "unit": "u" }, { "name": "api", "kind": "Systemd", "unit": "u", "dependsOn": [ "queue", "quee" ] } ] }""");
        Assert.Equal(("services[1].dependsOn[1]", "there is no service 'quee' to depend on; did you mean 'queue'?"), (error.Setting, error.Message));
    }

    [Theory]
    [InlineData("a:a", "a → a")]
    [InlineData("a:b b:c c:a", "a → b → c → a")]
    [InlineData("a:b b:c c:d,b d:", "b → c → b")]
    public void Services_that_depend_on_each_other_in_a_circle_are_an_error(string services, string cycle) =>
        Assert.EndsWith($"in a circle: {cycle}", SettingsText.Error(Dependencies(services)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_service_may_be_needed_by_several() =>
        Assert.Equal(4, SettingsText.Settings(Dependencies("a:b,c b:d c:d d:")).Services.Count);

    /// <summary>"a:b,c b:" makes two services, of which the first depends on b and c.</summary>
    private static string Dependencies(string services)
    {
        IEnumerable<string> entries = services.Split(' ').Select(service => service.Split(':')).Select(parts =>
            $$"""{ "name": "{{parts[0]}}", "kind": "Systemd", "unit": "u", "dependsOn": [ {{string.Join(", ", parts[1].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(name => $"\"{name}\""))}} ] }""");
        return $$"""{ "services": [ {{string.Join(", ", entries)}} ] }""";
    }
}
