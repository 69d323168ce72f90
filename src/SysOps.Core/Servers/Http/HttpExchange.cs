using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using SysOps.Settings;

namespace SysOps.Servers.Http;

/// <summary>Sends one request over a connection of its own, which is closed afterwards: a check must see what a new client sees.</summary>
public static class HttpExchange
{
    /// <summary>No more of a body is read.</summary>
    public const int LargestBody = 1024 * 1024;

    private const int MostRedirects = 10;

    /// <exception cref="SysOpsException">ServiceUnavailable: why there is no answer, and what to do; or a secret or setting is wrong.</exception>
    public static async Task<HttpAnswer> SendAsync(HttpRequestSettings settings, SecretResolver secrets, TimeProvider clock, CancellationToken cancellationToken)
    {
        string text = await secrets.ResolveAsync(settings.Url, cancellationToken).ConfigureAwait(false);
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("http" or "https"))
        {
            throw new SysOpsException(ErrorCatalogue.ServiceSettingInvalid, "The URL, with its references resolved, is no http or https address.", "Correct url, and the variables it refers to.");
        }

        var certificate = new PeerCertificate();
        using SocketsHttpHandler handler = Handler(certificate.Options(settings.CertificateAuthority, clock));
        using var invoker = new HttpMessageInvoker(handler, disposeHandler: false);
        HttpRequestTemplate template = await HttpRequestTemplate.ResolveAsync(settings, uri, secrets, cancellationToken).ConfigureAwait(false);
        string endpoint = secrets.Redactor.Redact(uri.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped));
        try
        {
            long started = clock.GetTimestamp();
            using HttpResponseMessage response = await SendAsync(invoker, template, uri, settings.FollowRedirects, cancellationToken).ConfigureAwait(false);
            return new HttpAnswer
            {
                Endpoint = endpoint,
                Status = response.StatusCode,
                Latency = clock.GetElapsedTime(started),
                RedirectHost = response.Headers.Location is { } location ? (location.IsAbsoluteUri ? location.Host : uri.Host) : null,
                CertificateExpires = certificate.Expires,
                Body = settings.ReadBody ? await ReadBodyAsync(response, cancellationToken).ConfigureAwait(false) : null,
            };
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw Describe(exception, endpoint, certificate);
        }
    }

    // What is left of an answer is not drained: the connection ends at once, however slowly the other side writes.
    private static SocketsHttpHandler Handler(SslClientAuthenticationOptions options) => new()
    {
        UseCookies = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.All,
        MaxResponseDrainSize = 0,
        SslOptions = options,
    };

    /// <summary>Follows redirects by itself: .NET would send every header but Authorization to whichever host it is sent on to.</summary>
    private static async Task<HttpResponseMessage> SendAsync(HttpMessageInvoker invoker, HttpRequestTemplate template, Uri uri, bool followRedirects, CancellationToken cancellationToken)
    {
        for (int redirects = 0; ; redirects++)
        {
            using HttpRequestMessage request = template.To(uri);
            HttpResponseMessage response = await invoker.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (!followRedirects || redirects == MostRedirects || HttpRedirect.TargetOf(response, uri) is not { } target)
            {
                return response;
            }

            template = template with { Method = HttpRedirect.MethodAfter(response.StatusCode, template.Method) };
            uri = target;
            response.Dispose();
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadBodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        Stream stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            byte[] body = new byte[LargestBody];
            int length = await stream.ReadAtLeastAsync(body, LargestBody, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            return body.AsMemory(0, length);
        }
    }

    private static SysOpsException Describe(Exception exception, string endpoint, PeerCertificate certificate)
    {
        if (certificate.Problem is { } problem)
        {
            return Unavailable($"TLS with {endpoint} failed: {problem}.", "Renew or correct the certificate; a private authority is named by certificateAuthority.");
        }

        for (Exception? inner = exception; inner is not null; inner = inner.InnerException)
        {
            if (inner is SocketException socket)
            {
                return NetworkProblem.Describe(socket, endpoint);
            }
        }

        return exception is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError }
            ? Unavailable($"TLS with {endpoint} failed: {(exception.InnerException ?? exception).Message}", "Check that it speaks TLS there.")
            : Unavailable($"{endpoint} gave no proper answer: {(exception.InnerException ?? exception).Message}", "See the service's log.");

        SysOpsException Unavailable(string message, string remedy) => new(ErrorCatalogue.ServiceUnavailable, message, remedy, endpoint, exception);
    }
}
