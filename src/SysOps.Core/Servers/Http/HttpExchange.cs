using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using SysOps.Settings;

namespace SysOps.Servers.Http;

/// <summary>Sends one request over a connection of its own, which is closed afterwards: a check must see what a new client sees.</summary>
public static class HttpExchange
{
    /// <summary>No more of a body is read.</summary>
    public const int LargestBody = 1024 * 1024;

    /// <exception cref="SysOpsException">ServiceUnavailable: why there is no answer, and what to do; or a secret or setting is wrong.</exception>
    public static async Task<HttpAnswer> SendAsync(HttpRequestSettings settings, SecretResolver secrets, TimeProvider clock, CancellationToken cancellationToken)
    {
        string text = await secrets.ResolveAsync(settings.Url, cancellationToken).ConfigureAwait(false);
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) || uri.Scheme is not ("http" or "https"))
        {
            throw new SysOpsException(ErrorCatalogue.ServiceSettingInvalid, "The URL, with its references resolved, is no http or https address.", "Correct url, and the variables it refers to.");
        }

        var certificate = new PeerCertificate();
        using var handler = new SocketsHttpHandler
        {
            UseCookies = false,
            AllowAutoRedirect = settings.FollowRedirects,
            AutomaticDecompression = DecompressionMethods.All,
            SslOptions = certificate.Options(settings.CertificateAuthority, clock),
        };
        using var client = new HttpClient(handler, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
        using HttpRequestMessage request = await RequestAsync(settings, uri, secrets, cancellationToken).ConfigureAwait(false);
        string endpoint = uri.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped);
        try
        {
            long started = clock.GetTimestamp();
            using HttpResponseMessage response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
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

    private static async Task<HttpRequestMessage> RequestAsync(HttpRequestSettings settings, Uri uri, SecretResolver secrets, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(new HttpMethod(settings.Method), uri);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("SysOps", null));
        foreach ((string name, SensitiveText value) in settings.Headers)
        {
            string header = await secrets.ResolveAsync(value, cancellationToken).ConfigureAwait(false);
            request.Headers.Remove(name);
            if (!request.Headers.TryAddWithoutValidation(name, header))
            {
                request.Dispose();
                throw new SysOpsException(ErrorCatalogue.ServiceSettingInvalid, $"'{name}' is no header that a request can have.", "Correct headers.", name);
            }
        }

        return request;
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
