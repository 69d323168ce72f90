using System.Net;

namespace SysOps.Servers.Http;

/// <summary>What came back from one request.</summary>
public sealed record HttpAnswer
{
    /// <summary>The address without user information and query: those may hold secrets.</summary>
    public required string Endpoint { get; init; }

    public required HttpStatusCode Status { get; init; }

    /// <summary>From the start of connecting to the last header.</summary>
    public required TimeSpan Latency { get; init; }

    /// <summary>Null unless it was asked for.</summary>
    public ReadOnlyMemory<byte>? Body { get; init; }

    /// <summary>Where a redirect points: the host only.</summary>
    public string? RedirectHost { get; init; }

    /// <summary>When the server's certificate ends; null without TLS.</summary>
    public DateTimeOffset? CertificateExpires { get; init; }
}
