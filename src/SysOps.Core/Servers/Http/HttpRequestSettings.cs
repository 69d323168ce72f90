using SysOps.Settings;

namespace SysOps.Servers.Http;

/// <summary>One request as it is configured, with its secrets still to be resolved.</summary>
public sealed record HttpRequestSettings
{
    public required SensitiveText Url { get; init; }

    public string Method { get; init; } = "GET";

    public IReadOnlyDictionary<string, SensitiveText> Headers { get; init; } = new Dictionary<string, SensitiveText>(StringComparer.OrdinalIgnoreCase);

    public bool FollowRedirects { get; init; }

    /// <summary>Full path of a PEM file with the authorities to trust instead of the system's.</summary>
    public string? CertificateAuthority { get; init; }

    /// <summary>Whether the body is wanted; it is read up to <see cref="HttpExchange.LargestBody"/>.</summary>
    public bool ReadBody { get; init; }
}
