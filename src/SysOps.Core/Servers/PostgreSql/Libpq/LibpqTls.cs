using Npgsql;

namespace SysOps.Servers.PostgreSql.Libpq;

/// <summary>TLS in libpq's words.</summary>
internal static class LibpqTls
{
    // Npgsql trusts what the system trusts. "sslrootcert=system" would say so, but only from libpq 16 on and only with verify-full.
    private static readonly string[] SystemCertificates =
        ["/etc/ssl/certs/ca-certificates.crt", "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem", "/etc/ssl/cert.pem"];

    public static void WriteMode(NpgsqlConnectionStringBuilder from, LibpqSettings to)
    {
        to.Set("PGSSLMODE", from.SslMode switch
        {
            SslMode.Disable => "disable",
            SslMode.Allow => "allow",
            SslMode.Prefer => "prefer",
            SslMode.Require => "require",
            SslMode.VerifyCA => "verify-ca",
            SslMode.VerifyFull => "verify-full",
            _ => throw LibpqSettings.Refusal("SSL Mode", $"libpq has no '{from.SslMode}'"),
        });
        if (from.SslMode is SslMode.VerifyCA or SslMode.VerifyFull && string.IsNullOrEmpty(from.RootCertificate))
        {
            to.Set("PGSSLROOTCERT", SystemCertificates.FirstOrDefault(File.Exists) ?? throw LibpqSettings.Refusal("SSL Mode", "no file with the system's certificate authorities was found; name one by Root Certificate"));
        }
    }

    public static void WriteCertificate(NpgsqlConnectionStringBuilder from, LibpqSettings to)
    {
        string certificate = from.SslCertificate ?? "";
        LibpqSettings.RefuseWhen(Path.GetExtension(certificate).ToLowerInvariant() is ".pfx" or ".p12", "SSL Certificate", "libpq reads PEM only; convert it, and name the key by SSL Key");
        to.Set("PGSSLCERT", certificate);

        // Npgsql looks for the key in the certificate's own file where no other is named.
        to.Set("PGSSLKEY", from.SslKey ?? certificate);
    }

    /// <summary>A list such as "ScramSHA256,!MD5" in libpq's spelling.</summary>
    public static string? Methods(string? requireAuth) => requireAuth?.ToLowerInvariant().Replace("scramsha256", "scram-sha-256", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);

    public static string Lower<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
