using System.Net;

namespace SysOps.Servers.Http;

/// <summary>Where an answer sends its client on to, and how (RFC 9110, 15.4).</summary>
internal static class HttpRedirect
{
    /// <summary>Null when it does not, or when it would leave TLS.</summary>
    public static Uri? TargetOf(HttpResponseMessage response, Uri asked)
    {
        bool redirects = (int)response.StatusCode is 300 or 301 or 302 or 303 or 307 or 308;
        if (!redirects || response.Headers.Location is not { } location || !Uri.TryCreate(asked, location, out Uri? target))
        {
            return null;
        }

        return target.Scheme == Uri.UriSchemeHttps || (target.Scheme == Uri.UriSchemeHttp && asked.Scheme == Uri.UriSchemeHttp) ? target : null;
    }

    /// <summary>As browsers do: a POST goes on as GET but after 307 and 308.</summary>
    public static string MethodAfter(HttpStatusCode status, string method) => status switch
    {
        HttpStatusCode.SeeOther when method != "HEAD" => "GET",
        HttpStatusCode.Moved or HttpStatusCode.Found or HttpStatusCode.MultipleChoices when method == "POST" => "GET",
        _ => method,
    };
}
