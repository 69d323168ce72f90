namespace SysOps.Settings;

/// <summary>One entry of <c>externalServices</c>.</summary>
public sealed record ExternalServiceSettings
{
    public required string Name { get; init; }

    public ExternalServiceKind Kind { get; init; } = ExternalServiceKind.Http;

    /// <summary>For Http.</summary>
    public SensitiveText? Url { get; init; }

    public string Method { get; init; } = "GET";

    public IReadOnlyDictionary<string, SensitiveText> Headers { get; init; } = new Dictionary<string, SensitiveText>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Empty: any 2xx.</summary>
    public IReadOnlyList<int> ExpectStatus { get; init; } = [];

    public IReadOnlyList<JsonExpectation> ExpectJson { get; init; } = [];

    /// <summary>Full path of a PEM file with the certificate authorities to trust instead of the system's.</summary>
    public string? CertificateAuthority { get; init; }

    public bool FollowRedirects { get; init; }

    /// <summary>For Tcp: <c>host:port</c>.</summary>
    public string? Address { get; init; }

    /// <summary>For Dns: the name to resolve.</summary>
    public string? HostName { get; init; }

    /// <summary>Seconds.</summary>
    public Threshold Latency { get; init; } = new();

    /// <summary>Days that the certificate is still valid, bad when low.</summary>
    public Threshold CertificateDays { get; init; } = new(Warning: 21, Critical: 7);

    public TimeSpan? Timeout { get; init; }
}
