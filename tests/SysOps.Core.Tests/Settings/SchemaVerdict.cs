using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SysOps.Core.Tests.Settings;

/// <summary>Whether a value is valid by a JSON schema (draft 7), as far as ours uses it.</summary>
internal sealed class SchemaVerdict(JsonObject root)
{
    private readonly Dictionary<string, Regex> _patterns = new(StringComparer.Ordinal);

    public bool Accepts(JsonNode? schema, JsonNode? value)
    {
        JsonObject rules = schema!.AsObject();
        if (rules["$ref"] is { } reference)
        {
            return Accepts(root["definitions"]![reference.GetValue<string>().Split('/')[^1]], value);
        }

        return rules.All(rule => Holds(rule.Key, rule.Value!, value))
            && (value is not JsonObject section || rules["properties"] is not JsonObject properties || section.All(member => properties[member.Key] is not { } known || Accepts(known, member.Value)))
            && (value is not JsonArray list || rules["items"] is not { } items || list.All(item => Accepts(items, item)));
    }

    private bool Holds(string rule, JsonNode setting, JsonNode? value) => rule switch
    {
        "type" => setting is JsonArray types ? types.Any(type => IsOfType(type!.GetValue<string>(), value)) : IsOfType(setting.GetValue<string>(), value),
        "const" => JsonNode.DeepEquals(setting, value),
        "enum" => setting.AsArray().Any(choice => JsonNode.DeepEquals(choice, value)),
        "pattern" => TextOf(value) is not { } text || PatternOf(setting.GetValue<string>()).IsMatch(text),
        "minLength" => TextOf(value) is not { } text || text.Length >= setting.GetValue<int>(),
        "minimum" => NumberOf(value) is not { } number || number >= setting.GetValue<double>(),
        "maximum" => NumberOf(value) is not { } number || number <= setting.GetValue<double>(),
        "minProperties" => value is not JsonObject section || section.Count >= setting.GetValue<int>(),
        "minItems" => value is not JsonArray list || list.Count >= setting.GetValue<int>(),
        "required" => value is not JsonObject section || setting.AsArray().All(key => section.ContainsKey(key!.GetValue<string>())),
        "allOf" => setting.AsArray().All(option => Accepts(option, value)),
        "anyOf" => setting.AsArray().Any(option => Accepts(option, value)),
        "oneOf" => setting.AsArray().Count(option => Accepts(option, value)) == 1,
        "not" => !Accepts(setting, value),
        "dependencies" => value is not JsonObject section || setting.AsObject().Where(pair => section.ContainsKey(pair.Key)).All(pair => pair.Value!.AsArray().All(key => section.ContainsKey(key!.GetValue<string>()))),
        "additionalProperties" when setting.GetValueKind() is JsonValueKind.False => value is not JsonObject section || section.All(member => setting.Parent!["properties"]?[member.Key] is not null),
        "additionalProperties" => value is not JsonObject section || section.Where(member => setting.Parent!["properties"]?[member.Key] is null).All(member => Accepts(setting, member.Value)),
        "properties" or "items" or "propertyNames" or "description" or "default" or "examples" or "$schema" or "$id" or "title" or "definitions" or "if" or "then" or "else" => true,
        _ => throw new NotSupportedException($"The schema uses '{rule}'."),
    };

    private Regex PatternOf(string text) =>
        _patterns.TryGetValue(text, out Regex? pattern) ? pattern : _patterns[text] = new Regex(text, RegexOptions.ECMAScript, TimeSpan.FromSeconds(1));

    private static bool IsOfType(string type, JsonNode? value) => type switch
    {
        "null" => value is null,
        "object" => value is JsonObject,
        "array" => value is JsonArray,
        "string" => TextOf(value) is not null,
        "boolean" => value?.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
        "integer" => NumberOf(value) is { } number && double.IsInteger(number),
        _ => NumberOf(value) is not null,
    };

    private static string? TextOf(JsonNode? value) => value?.GetValueKind() is JsonValueKind.String ? value.GetValue<string>() : null;

    private static double? NumberOf(JsonNode? value) => value?.GetValueKind() is JsonValueKind.Number ? double.Parse(value.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture) : null;
}
