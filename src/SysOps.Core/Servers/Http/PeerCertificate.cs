using System.Globalization;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SysOps.Servers.Http;

/// <summary>Looks at the certificate that a server shows, whether it is accepted or not.</summary>
internal sealed class PeerCertificate
{
    /// <summary>When the first of those that were seen ends; null as long as none was.</summary>
    public DateTimeOffset? Expires { get; private set; }

    /// <summary>Why it is not accepted; null when it is.</summary>
    public string? Problem { get; private set; }

    /// <exception cref="SysOpsException">The file with the authorities cannot be read.</exception>
    public SslClientAuthenticationOptions Options(string? authorities, TimeProvider clock) => new()
    {
        CertificateChainPolicy = authorities is null ? null : Policy(authorities),
        RemoteCertificateValidationCallback = (_, certificate, chain, errors) => Look(certificate, chain, errors, clock.GetUtcNow()),
    };

    private bool Look(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors, DateTimeOffset now)
    {
        var known = certificate as X509Certificate2;
        DateTimeOffset? expires = known is null ? null : new DateTimeOffset(known.NotAfter.ToUniversalTime(), TimeSpan.Zero);
        Expires = Expires < expires ? Expires : expires ?? Expires;

        Problem = errors switch
        {
            SslPolicyErrors.None => null,
            _ when expires <= now => string.Create(CultureInfo.InvariantCulture, $"its certificate expired on {expires:yyyy-MM-dd}"),
            _ when known?.NotBefore.ToUniversalTime() > now.UtcDateTime => string.Create(CultureInfo.InvariantCulture, $"its certificate begins to be valid on {known.NotBefore.ToUniversalTime():yyyy-MM-dd}"),
            _ when errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable) => "it shows no certificate",
            _ when errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) => "its certificate is for another name",
            _ => $"its certificate is not trusted ({string.Join(", ", chain?.ChainStatus.Select(status => status.Status.ToString()) ?? [])})",
        };
        return Problem is null;
    }

    private static X509ChainPolicy Policy(string authorities)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        try
        {
            policy.CustomTrustStore.ImportFromPemFile(authorities);
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new SysOpsException(ErrorCatalogue.CertificateAuthorityUnreadable, $"The certificate authorities in '{authorities}' cannot be read: {exception.Message}", "Correct certificateAuthority: it names a PEM file.", authorities, exception);
        }

        return policy.CustomTrustStore.Count > 0 ? policy : throw new SysOpsException(
            ErrorCatalogue.CertificateAuthorityUnreadable, $"There is no certificate in '{authorities}'.", "Correct certificateAuthority: it names a PEM file.", authorities);
    }
}
