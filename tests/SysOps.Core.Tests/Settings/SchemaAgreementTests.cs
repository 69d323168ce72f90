using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SysOps.Settings;

namespace SysOps.Core.Tests.Settings;

/// <summary>Each setting of the reference configuration takes each of many values in turn: what the schema accepts the reader reads, and what it refuses the reader refuses at that place.</summary>
public sealed class SchemaAgreementTests
{
    private static readonly string[] Values =
    [
        "null", "true", "false", "0", "5", "-1", "1.5", "200", "99", "600", "\"\"", "\"5s\"", "\"1h30m\"", "\"00:00:05\"", "\"5 s\"", "\"80%\"", "\"100.1%\"", "\"100MB\"", "\"-1\"", "\"1e3\"",
        "\"text\"", "\"a*b\"", "\"disk:x\"", "\"http://a.example/b\"", "\"ftp://a.example\"", "\"mail.example:25\"", "\"mail.example:99999\"", "\"Daily\"", "\"Sqlite\"", "\"Tcp\"", "\"Process\"", "\"GET\"", "\"G T\"", "\"data[0].id\"", "\"data[\"",
        "[]", "{}", "[\"x\"]", "[200]", "[99]", "[[]]", "[{}]", "[null]", "[{ \"path\": \"a\", \"equals\": 1 }]",
        "{ \"warning\": \"5s\" }", "{ \"warning\": 5, \"critical\": 5 }", "{ \"critical\": \"80%\" }", "{ \"warning\": \"1MB\" }", "{ \"warning\": null }",
        "{ \"env\": \"NAME\" }", "{ \"env\": \"1 NAME\" }", "{ \"file\": \"f\" }", "{ \"secret\": \"s\", \"vault\": \"v\" }", "{ \"vault\": \"v\" }", "{ \"env\": \"A\", \"file\": \"f\" }",
    ];

    /// <summary>Health does not read what stands in these; their own readers check it.</summary>
    private static readonly string[] OfOtherReaders = ["$.configurationFiles", "$.monitoring", "$.alerts", "$.audit", "$.workspaces.exclude", "$.logs.policies", "$.backups.retention"];

    /// <summary>What no schema can say: how one setting stands to another.</summary>
    private static readonly string[] BeyondASchema = ["the critical limit must not lie", "there is no service", "the services depend on each other", "it lies below 'atLeast'"];

    private static readonly JsonDocumentOptions WithComments = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
    private static readonly JsonObject Schema = JsonNode.Parse(File.ReadAllText(RepositoryFiles.Find("module/sysops.schema.json")))!.AsObject();
    private static readonly JsonObject Whole = Parse(File.ReadAllText(RepositoryFiles.Find("examples/sysops.json")))!.AsObject();

    [Fact]
    public void Every_setting_accepts_and_refuses_what_the_schema_does()
    {
        string[] paths = [.. PathsOf(Whole, "$").Where(path => !OfOtherReaders.Any(other => path.StartsWith(other, StringComparison.Ordinal))).DistinctBy(path => System.Text.RegularExpressions.Regex.Replace(path, "[0-9]+", "", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)), StringComparer.Ordinal)];
        List<string> differences = [];
        var verdict = new SchemaVerdict(Schema);
        foreach (string path in paths)
        {
            JsonNode schema = SchemaAt(path);
            foreach (string value in Values)
            {
                bool accepted = verdict.Accepts(schema, Parse(value));
                string[] errors = ErrorsAt(path, value);
                if (accepted != (errors.Length == 0))
                {
                    differences.Add($"{path} = {value}: the schema {(accepted ? "accepts" : "refuses")} it, the reader {(errors.Length == 0 ? "accepts it" : $"says: {errors[0]}")}");
                }
            }
        }

        Assert.True(paths.Length > 100, $"{paths.Length} settings");
        Assert.True(differences.Count == 0, string.Join(Environment.NewLine, differences));
    }

    private static JsonNode? Parse(string text) => JsonNode.Parse(text, documentOptions: WithComments);

    /// <summary>What the reader says of the setting or of anything below it, when it has this value.</summary>
    private static string[] ErrorsAt(string path, string value)
    {
        string[] steps = path.Replace("[", ".[", StringComparison.Ordinal).Split('.')[1..];
        var document = new JsonObject { [steps[0]] = Whole[steps[0]]?.DeepClone() };
        JsonNode parent = steps[..^1].Aggregate((JsonNode)document, (node, step) => step.StartsWith('[') ? node[int.Parse(step.Trim('[', ']'), System.Globalization.CultureInfo.InvariantCulture)]! : node[step]!);
        if (steps[^1].StartsWith('['))
        {
            parent[int.Parse(steps[^1].Trim('[', ']'), System.Globalization.CultureInfo.InvariantCulture)] = Parse(value);
        }
        else
        {
            parent[steps[^1]] = Parse(value);
        }

        string setting = path["$.".Length..];
        try
        {
            return Told(SettingsReader.Parse(Encoding.UTF8.GetBytes(document.ToJsonString()), SettingsText.Path, _ => null).Warnings, setting);
        }
        catch (SettingsException exception)
        {
            return Told(exception.Problems, setting);
        }
    }

    // A key that is not known is a warning of the reader, so that an old SysOps reads a newer file; the schema refuses it.
    private static string[] Told(IEnumerable<SettingsProblem> problems, string setting) =>
    [
        .. problems
            .Where(problem => problem.Severity is ProblemSeverity.Error || problem.Message.StartsWith("is not a setting", StringComparison.Ordinal))
            .Where(problem => IsAt(problem.Setting, setting) && !BeyondASchema.Any(words => problem.Message.Contains(words, StringComparison.Ordinal)))
            .Select(problem => problem.Message),
    ];

    private static bool IsAt(string place, string setting) =>
        place == setting || (place.StartsWith(setting, StringComparison.Ordinal) && place[setting.Length] is '.' or '[');

    private static IEnumerable<string> PathsOf(JsonNode? node, string path) => node switch
    {
        JsonObject section => section.SelectMany(member => PathsOf(member.Value, $"{path}.{member.Key}").Prepend($"{path}.{member.Key}")),
        JsonArray list => list.SelectMany((item, index) => PathsOf(item, $"{path}[{index}]").Prepend($"{path}[{index}]")),
        _ => [],
    };

    /// <summary>The schema of the setting at a path; the one of an object where there are alternatives on the way.</summary>
    private static JsonNode SchemaAt(string path)
    {
        JsonNode node = Schema;
        foreach (string step in path.Replace("[", ".[", StringComparison.Ordinal).Split('.')[1..])
        {
            JsonObject target = Resolve(node.AsObject());
            node = (step.StartsWith('[') ? target["items"] : target["properties"]?[step] ?? target["additionalProperties"] as JsonObject) ?? new JsonObject();
        }

        return node;
    }

    private static JsonObject Resolve(JsonObject node)
    {
        JsonNode? next = node["$ref"] is { } reference ? Schema["definitions"]![reference.GetValue<string>().Split('/')[^1]]
            : node["properties"] is null && node["items"] is null && node["additionalProperties"] is null && node["allOf"] is JsonArray all ? all[0]
            : node["properties"] is null && node["anyOf"] is JsonArray any ? any.FirstOrDefault(option => Resolve(option!.AsObject())["properties"] is not null)
            : null;
        return next is null ? node : Resolve(next.AsObject());
    }
}
