using System.Globalization;
using System.Text.Json;
using SysOps.Servers.Http;
using SysOps.Settings;

namespace SysOps.Health.ExternalServices;

/// <summary>The pure rules from an HTTP answer to checks.</summary>
public static class HttpRule
{
    /// <summary>Without expected codes any 2xx will do.</summary>
    public static HealthCheck Status(HttpAnswer answer, IReadOnlyList<int> expected)
    {
        int code = (int)answer.Status;
        bool fine = expected.Count > 0 ? expected.Contains(code) : code is >= 200 and <= 299;
        string wanted = expected.Count > 0 ? string.Join(" or ", expected) : "2xx";
        string hint = code switch
        {
            _ when fine => "",
            401 or 403 => " The credentials were refused: check headers.",
            404 => " Check the path of url.",
            429 => " Too many requests: probe less often, or ask for a higher limit.",
            >= 300 and <= 399 => $" It redirects to {answer.RedirectHost ?? "nowhere"}: correct url, or set followRedirects.",
            >= 500 => " The service itself fails: see its log.",
            _ => "",
        };
        return new HealthCheck
        {
            Name = "status",
            Status = fine ? HealthStatus.Healthy : HealthStatus.Unhealthy,
            Value = code,
            Unit = Units.Count,
            Required = true,
            Message = fine ? $"{answer.Endpoint} answered {code}" : $"{answer.Endpoint} answered {code} {answer.Status}, expected {wanted}.{hint}",
        };
    }

    public static IEnumerable<HealthCheck> Json(ReadOnlyMemory<byte> body, IReadOnlyList<JsonExpectation> expectations)
    {
        JsonDocument? document = Parse(body);
        using (document)
        {
            return [.. expectations.Select(expectation => Json(document, expectation))];
        }
    }

    public static HealthCheck Certificate(double days, Threshold limits) =>
        Judgement.Low("certificate", days, Units.Days, limits, string.Create(CultureInfo.InvariantCulture, $"the certificate is valid for {Math.Floor(days)} more days"));

    private static HealthCheck Json(JsonDocument? document, JsonExpectation expectation)
    {
        string wanted = expectation.EqualTo is { } equal ? $"'{equal}'" : $"something with '{expectation.Contains}'";
        string[] found = document is not null && JsonPath.TryParse(expectation.Path, out JsonPath? path) ? [.. path.Select(document.RootElement).Select(Text)] : [];
        bool fine = found.Any(value => expectation.EqualTo is not null ? value == expectation.EqualTo : value.Contains(expectation.Contains!, StringComparison.Ordinal));
        string reason = document is null ? "the answer is no JSON, or more than 1 MiB" : found.Length == 0 ? "there is no such value" : $"found {string.Join(", ", found.Take(3).Select(value => $"'{Cut(value)}'"))}";
        return new HealthCheck
        {
            Name = $"json:{expectation.Path}",
            Status = fine ? HealthStatus.Healthy : HealthStatus.Unhealthy,
            Required = true,
            Message = fine ? $"{expectation.Path} is {wanted}" : $"{expectation.Path} should be {wanted}: {reason}",
        };
    }

    private static JsonDocument? Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonDocument.Parse(body);
        }
        catch (JsonException)
        {
            // That it is no JSON is what the check then says.
            return null;
        }
    }

    private static string Text(JsonElement element)
    {
        try
        {
            return element.ValueKind is JsonValueKind.String ? element.GetString()! : element.GetRawText();
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, escaped: JSON allows it, and no text can hold it.
            return element.GetRawText();
        }
    }

    private static string Cut(string text) => text.Length <= 60 ? text : text[..60] + "…";
}
