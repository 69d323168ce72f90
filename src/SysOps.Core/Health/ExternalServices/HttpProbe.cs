using System.Globalization;
using SysOps.Servers.Http;
using SysOps.Settings;

namespace SysOps.Health.ExternalServices;

/// <summary>An external service by HTTP: status, time, what its JSON says, how long its certificate lasts.</summary>
public sealed class HttpProbe : ServiceEndpointProbe
{
    public HttpProbe(ExternalServiceSettings settings)
        : base(settings)
    {
    }

    protected override async Task<ProbeResult> AskAsync(ProbeContext context, CancellationToken cancellationToken)
    {
        context.Step = $"asking {Settings.Url}";
        var request = new HttpRequestSettings
        {
            Url = Settings.Url!,
            Method = Settings.Method,
            Headers = Settings.Headers,
            FollowRedirects = Settings.FollowRedirects,
            CertificateAuthority = Settings.CertificateAuthority,
            ReadBody = Settings.ExpectJson.Count > 0,
        };
        HttpAnswer answer = await HttpExchange.SendAsync(request, context.Secrets, context.Clock, cancellationToken).ConfigureAwait(false);
        var metrics = new HttpMetrics
        {
            Endpoint = answer.Endpoint,
            Latency = answer.Latency,
            StatusCode = (int)answer.Status,
            CertificateDaysLeft = answer.CertificateExpires is { } expires ? (expires - context.Clock.GetUtcNow()).TotalDays : null,
        };
        string line = string.Create(CultureInfo.InvariantCulture, $"{(int)answer.Status} {answer.Status} in {Duration.Describe(answer.Latency)}");
        HealthCheck status = HttpRule.Status(answer, Settings.ExpectStatus);
        return new ProbeResult
        {
            Latency = answer.Latency,
            Metrics = metrics,
            Message = line,
            Checks =
            [
                Answered(answer.Latency, line),
                status,
                .. answer.Body is { } body && status.Status is HealthStatus.Healthy ? HttpRule.Json(body, Settings.ExpectJson) : [],
                .. metrics.CertificateDaysLeft is { } days ? [HttpRule.Certificate(days, Settings.CertificateDays)] : (HealthCheck[])[],
            ],
        };
    }
}
