using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SysOps.Settings;

/// <summary>A way into a JSON answer: <c>status</c>, <c>data[0].id</c>, <c>models[*].name</c> (any of them).</summary>
public sealed partial class JsonPath
{
    private readonly IReadOnlyList<string> _steps;

    private JsonPath(IReadOnlyList<string> steps) => _steps = steps;

    public static bool TryParse(string? text, [NotNullWhen(true)] out JsonPath? path)
    {
        Match match = Pattern().Match(text ?? "");
        path = match.Success ? new JsonPath([.. match.Groups["step"].Captures.Select(capture => capture.Value)]) : null;
        return path is not null;
    }

    /// <summary>Every value that the path leads to; none when it leads nowhere.</summary>
    public IEnumerable<JsonElement> Select(JsonElement root)
    {
        IEnumerable<JsonElement> found = [root];
        foreach (string step in _steps)
        {
            found = found.SelectMany(element => Step(element, step)).ToList();
        }

        return found;
    }

    private static IEnumerable<JsonElement> Step(JsonElement element, string step)
    {
        if (!step.StartsWith('['))
        {
            return element.ValueKind is JsonValueKind.Object && element.TryGetProperty(step, out JsonElement member) ? [member] : [];
        }

        if (element.ValueKind is not JsonValueKind.Array)
        {
            return [];
        }

        return step == "[*]" ? element.EnumerateArray() : element.EnumerateArray().Skip(int.Parse(step.AsSpan(1, step.Length - 2), CultureInfo.InvariantCulture)).Take(1);
    }

    [GeneratedRegex(@"^(\$\.?)?((?<=^|\$|\.)(?<step>[^.\[\]\$]+)|(?<step>\[([0-9]{1,9}|\*)\])|(?<=[^.])\.(?=[^.\[]))+$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Pattern();
}
