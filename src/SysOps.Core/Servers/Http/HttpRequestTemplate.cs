using System.Net.Http.Headers;
using System.Text;
using SysOps.Settings;

namespace SysOps.Servers.Http;

/// <summary>A request whose secrets are resolved; made anew for each address that it is sent on to.</summary>
internal sealed record HttpRequestTemplate
{
    public required string Method { get; init; }

    /// <summary>The address that was configured: its host, port and scheme alone get the secrets.</summary>
    public required Uri Origin { get; init; }

    public required IReadOnlyList<HttpHeader> Headers { get; init; }

    /// <exception cref="SysOpsException">A secret is missing, or a header is none that a request can have.</exception>
    public static async Task<HttpRequestTemplate> ResolveAsync(HttpRequestSettings settings, Uri uri, SecretResolver secrets, CancellationToken cancellationToken)
    {
        List<HttpHeader> headers = [];
        foreach ((string name, SensitiveText value) in settings.Headers)
        {
            string text = await secrets.ResolveAsync(value, cancellationToken).ConfigureAwait(false);
            headers.Add(new HttpHeader(name, Checked(name, text), IsSecret: value.HoldsSecret || name.Equals("Host", StringComparison.OrdinalIgnoreCase)));
        }

        if (uri.UserInfo.Length > 0 && !settings.Headers.ContainsKey("Authorization"))
        {
            string credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(uri.UserInfo)));
            headers.Add(new HttpHeader("Authorization", $"Basic {credentials}", IsSecret: true));
        }

        return new HttpRequestTemplate { Method = settings.Method, Origin = uri, Headers = headers };
    }

    /// <exception cref="SysOpsException">A header is none that a request can have.</exception>
    public HttpRequestMessage To(Uri uri)
    {
        var request = new HttpRequestMessage(new HttpMethod(Method), uri);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("SysOps", null));
        bool isOrigin = Uri.Compare(uri, Origin, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0;
        foreach (HttpHeader header in Headers.Where(header => isOrigin || !header.IsSecret))
        {
            request.Headers.Remove(header.Name);
            if (!request.Headers.TryAddWithoutValidation(header.Name, header.Value))
            {
                request.Dispose();
                throw new SysOpsException(ErrorCatalogue.ServiceSettingInvalid, $"'{header.Name}' is no header that a request can have.", "Correct headers.", header.Name);
            }
        }

        return request;
    }

    // A line end would begin a header of its own.
    private static string Checked(string name, string value) => value.AsSpan().ContainsAny('\r', '\n', '\0')
        ? throw new SysOpsException(ErrorCatalogue.ServiceSettingInvalid, $"The value of the header '{name}' has more than one line.", "Correct headers, or the secret that it refers to.", name)
        : value;
}
