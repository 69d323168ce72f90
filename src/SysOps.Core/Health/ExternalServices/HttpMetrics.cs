namespace SysOps.Health.ExternalServices;

/// <summary>Of a service that is asked by HTTP.</summary>
public sealed record HttpMetrics : ExternalServiceMetrics
{
    public int StatusCode { get; init; }

    /// <summary>Days that the certificate is still valid, negative when it is not any more; null without TLS.</summary>
    public double? CertificateDaysLeft { get; init; }
}
