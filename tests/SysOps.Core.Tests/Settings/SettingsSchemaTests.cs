using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SysOps.Settings;
using SysOps.Settings.Syntax;

namespace SysOps.Core.Tests.Settings;

/// <summary>The schema, the reference configuration and the reader say the same.</summary>
public sealed class SettingsSchemaTests
{
    private static readonly JsonObject Schema = JsonNode.Parse(File.ReadAllText(RepositoryFiles.Find("module/sysops.schema.json")))!.AsObject();

    private static readonly SettingsDocument Example =
        SettingsReader.Parse(File.ReadAllBytes(RepositoryFiles.Find("examples/sysops.json")), RepositoryFiles.Find("examples/sysops.json"), _ => null);

    [Fact]
    public void The_reference_configuration_reads_without_a_problem()
    {
        Assert.Empty(Example.Warnings);
        Assert.Equal(4, Example.Settings.ExternalServices.Count);
        Assert.Equal(5, Example.Settings.Services.Count);
    }

    [Fact]
    public void The_reference_configuration_has_every_section_and_every_setting()
    {
        HashSet<string> used = [.. SectionsOf(Example.Tree, "").SelectMany(section => section.Keys.Select(key => $"{Kind(section.Path)}/{key}"))];
        IEnumerable<string> known = Example.KnownKeys.Where(section => !IsAlternative(section.Key)).SelectMany(section => section.Value.Select(key => $"{Kind(section.Key)}/{key}"));
        Assert.Equal([], known.Except(used));
    }

    [Fact]
    public void Each_example_of_the_about_topic_reads_without_a_problem()
    {
        string topic = File.ReadAllText(RepositoryFiles.Find("module/docs/en-US/about_SysOps_Configuration.md"));
        string[] examples = [.. Regex.Matches(topic, "```json\n(?<example>.*?)```", RegexOptions.Singleline, TimeSpan.FromSeconds(1)).Select(match => match.Groups["example"].Value)];
        Assert.Equal(7, examples.Length);
        Assert.All(examples, example => Assert.Empty(SettingsText.Read($"{{ {example} }}").Warnings));
    }

    [Fact]
    public void The_schema_and_the_reader_know_the_same_keys_of_each_section()
    {
        List<string> checkedSections = [];
        foreach ((string path, IReadOnlyCollection<string> keys) in Example.KnownKeys.Where(section => !section.Key.EndsWith(".headers", StringComparison.Ordinal)))
        {
            JsonObject section = SectionAt(path);
            Assert.Equal(keys.Order(StringComparer.Ordinal), section["properties"]!.AsObject().Select(property => property.Key).Order(StringComparer.Ordinal));
            Assert.Equal((path, false), (path, section["additionalProperties"]?.GetValue<bool>() ?? true));
            checkedSections.Add(section.GetPath());
        }

        Assert.Equal([], ClosedObjects(Schema).Select(section => section.GetPath()).Except(checkedSections));
    }

    [Fact]
    public void The_defaults_of_the_schema_are_those_of_the_reader()
    {
        SystemSettings bare = SettingsText.Settings("""{ "database": { "connectionString": "h" }, "cache": { "connectionString": "h" }, "externalServices": [ { "name": "a", "url": "http://a" } ], "backups": { "path": "b" } }""");
        SystemSettings written = SettingsText.Settings(
            $$"""
            { "database": { "connectionString": "h", "thresholds": {{Defaults("databaseThresholds")}} },
              "cache": { "connectionString": "h", "thresholds": {{Defaults("cacheThresholds")}} },
              "externalServices": [ { "name": "a", "url": "http://a", "latency": {{Default("externalService", "latency")}}, "certificateDays": {{Default("externalService", "certificateDays")}} } ],
              "resources": {{Defaults("resources")}},
              "backups": { "path": "b", {{string.Join(", ", new[] { "reserve", "fullEvery", "rereadShare", "lockTimeout", "rolePasswords", "compressionLevel" }.Select(key => $"\"{key}\": {Default("backups", key)}"))}} } }
            """);
        Assert.Equal(bare.Database?.Thresholds, written.Database?.Thresholds);
        Assert.Equal(bare.Cache?.Thresholds, written.Cache?.Thresholds);
        Assert.Equal(bare.ExternalServices[0].CertificateDays, written.ExternalServices[0].CertificateDays);
        Assert.Equal(bare.ExternalServices[0].Latency, written.ExternalServices[0].Latency);
        Assert.Equal(bare.Backups, written.Backups! with { StopServices = bare.Backups!.StopServices });
        Assert.Equal(bare.Resources with { Volumes = written.Resources.Volumes }, written.Resources);
    }

    [Theory]
    [InlineData("duration", "5s 500ms 0.5s 1h30m 26h 30d 00:00:05 1.02:00:00.5 5 -5s 5x 30m1h 5:30 s")]
    [InlineData("size", "512 512B 1KB 1k 100MiB 1.5gb 1.5 1.5B -1 MB 1XB 1e3")]
    [InlineData("share", "0% 80% 99.5% 100% 100.1% 101% 80 0.8 -1%")]
    public void The_patterns_of_the_schema_accept_what_the_reader_accepts(string definition, string texts)
    {
        JsonNode schema = Schema["definitions"]![definition]!;
        string pattern = (schema["pattern"] ?? schema["anyOf"]![1]!["pattern"])!.GetValue<string>();
        foreach (string text in texts.Split(' '))
        {
            bool read = definition switch
            {
                "duration" => Duration.TryParse(text, out _),
                "size" => SysOps.Settings.Size.TryParse(text, out _),
                _ => Share.TryParse(text, out _),
            };
            Assert.Equal((text, read), (text, Regex.IsMatch(text, pattern, RegexOptions.ECMAScript, TimeSpan.FromSeconds(1))));
        }
    }

    private static string Defaults(string definition) =>
        new JsonObject(Schema["definitions"]![definition]!["properties"]!.AsObject().Select(property => KeyValuePair.Create(property.Key, property.Value!["default"]?.DeepClone()))).ToJsonString();

    private static string Default(string definition, string key) =>
        Schema["definitions"]![definition]!["properties"]![key]!["default"]?.ToJsonString() ?? "null";

    /// <summary>The schema of the object at a path such as <c>services[0].heartbeat</c>.</summary>
    private static JsonObject SectionAt(string path)
    {
        JsonObject node = Schema;
        foreach (string step in path.Replace("[", ".[", StringComparison.Ordinal).Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            JsonObject target = Resolve(node);
            node = (step.StartsWith('[') ? target["items"] : target["properties"]?[step] ?? target["additionalProperties"])!.AsObject();
        }

        return Resolve(node);
    }

    /// <summary>Follows references, and of alternatives takes the object.</summary>
    private static JsonObject Resolve(JsonObject node)
    {
        JsonNode? next = node["$ref"] is { } reference ? Schema["definitions"]![reference.GetValue<string>().Split('/')[^1]]
            : node["properties"] is null && node["additionalProperties"] is null && node["allOf"] is JsonArray all ? all[0]
            : node["anyOf"] is JsonArray any && node["properties"] is null ? any.FirstOrDefault(option => Resolve(option!.AsObject())["type"]?.ToJsonString() == "\"object\"")
            : null;
        return next is null ? node : Resolve(next.AsObject());
    }

    private static IEnumerable<JsonObject> ClosedObjects(JsonNode? node) => node switch
    {
        JsonObject closed when closed["additionalProperties"]?.GetValueKind() is JsonValueKind.False => closed.SelectMany(property => ClosedObjects(property.Value)).Prepend(closed),
        JsonObject open => open.SelectMany(property => ClosedObjects(property.Value)),
        JsonArray array => array.SelectMany(ClosedObjects),
        _ => [],
    };

    private static IEnumerable<(string Path, IEnumerable<string> Keys)> SectionsOf(SettingNode node, string path) => node switch
    {
        SettingObject section => section.Members.SelectMany(member => SectionsOf(member.Value, path.Length == 0 ? member.Name : $"{path}.{member.Name}")).Prepend((path, section.Members.Select(member => member.Name))),
        SettingArray list => list.Items.SelectMany((item, index) => SectionsOf(item, $"{path}[{index}]")),
        _ => [],
    };

    /// <summary>The path without its indices: all entries of a list are of one kind.</summary>
    private static string Kind(string path) => Regex.Replace(path, @"\[[0-9]+\]", "[]", RegexOptions.None, TimeSpan.FromSeconds(1));

    /// <summary>A threshold or a reference to a secret: one of its forms is enough.</summary>
    private static bool IsAlternative(string path) =>
        Resolve(SectionAt(path)) is var section && (section["properties"]?["warning"] is not null || section["properties"]?["env"] is not null || path.EndsWith(".headers", StringComparison.Ordinal));
}
