using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
using SysOps.Health;
using SysOps.Health.ExternalServices;
using SysOps.Settings;
using SysOps.Testing;
using SysOps.Testing.Network;

namespace SysOps.Core.Tests.Health.ExternalServices;

/// <summary>What a server that is slow, hostile or not the one that was meant can make of a probe.</summary>
public sealed class HttpSafetyTests
{
    private const string Key = "a-key-for-one-host-alone";

    private static readonly Dictionary<string, SensitiveText> Headers = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Authorization"] = new(new LiteralSecret($"Bearer {Key}")),
        ["X-Api-Key"] = new(new LiteralSecret(Key)),
        ["X-From-Environment"] = new("${env:SYSOPS_TEST_REDIRECT_KEY}"),
        ["X-Team"] = new("search"),
    };

    public HttpSafetyTests() => Environment.SetEnvironmentVariable("SYSOPS_TEST_REDIRECT_KEY", Key);

    [Fact]
    public async Task A_redirect_to_another_host_is_followed_when_asked_and_takes_no_secret_along()
    {
        await using var other = new AnsweringServer(AnsweringServer.Answer(200));
        await using var first = new AnsweringServer(AnsweringServer.Answer(307, "", $"Location: http://127.0.0.1:{other.Port}/there"));

        ComponentHealth health = await Probing.RunAsync(new HttpProbe(Settings(first.Port) with { FollowRedirects = true, Headers = Headers }));

        Assert.Equal(HealthStatus.Healthy, health.Status);
        Assert.Contains($"Bearer {Key}", first.LastRequest, StringComparison.Ordinal);
        Assert.StartsWith("GET /there HTTP/1.1", other.LastRequest, StringComparison.Ordinal);
        Assert.Contains("X-Team: search", other.LastRequest, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, other.LastRequest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_on_the_same_host_keeps_the_headers()
    {
        await using var server = new AnsweringServer(request => request.Contains("/v2", StringComparison.Ordinal) ? AnsweringServer.Answer(200) : AnsweringServer.Answer(301, "", "Location: /v2"));

        ComponentHealth health = await Probing.RunAsync(new HttpProbe(Settings(server.Port) with { FollowRedirects = true, Headers = Headers }));

        Assert.Equal(HealthStatus.Healthy, health.Status);
        Assert.Contains($"X-Api-Key: {Key}", server.LastRequest, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Redirects_in_a_circle_come_to_an_end()
    {
        await using var server = new AnsweringServer(AnsweringServer.Answer(302, "", "Location: /again"));
        ComponentHealth health = await Probing.RunAsync(new HttpProbe(Settings(server.Port) with { FollowRedirects = true }));
        Assert.Equal(HealthStatus.Unhealthy, health.Status);
        Assert.Equal(302, ((HttpMetrics)health.Metrics!).StatusCode);
    }

    [Fact]
    public async Task A_redirect_out_of_TLS_is_not_followed()
    {
        using var folder = new TemporaryFolder();
        using X509Certificate2 certificate = TestAuthority.SelfSigned();
        await using var plain = new AnsweringServer(AnsweringServer.Answer(200));
        await using var secure = new AnsweringServer(AnsweringServer.Answer(302, "", $"Location: http://127.0.0.1:{plain.Port}/"), certificate);

        ComponentHealth health = await Probing.RunAsync(new HttpProbe(Secure(secure.Port) with { FollowRedirects = true, CertificateAuthority = folder.Write("ca.pem", certificate.ExportCertificatePem()) }));

        Assert.Equal(HealthStatus.Unhealthy, health.Status);
        Assert.Equal("", plain.LastRequest);
    }

    [Fact]
    public async Task A_self_signed_certificate_is_accepted_when_it_is_its_own_configured_authority()
    {
        using var folder = new TemporaryFolder();
        using X509Certificate2 certificate = TestAuthority.SelfSigned();
        await using var server = new AnsweringServer(AnsweringServer.Answer(200), certificate);

        ComponentHealth trusted = await Probing.RunAsync(new HttpProbe(Secure(server.Port) with { CertificateAuthority = folder.Write("own.pem", certificate.ExportCertificatePem()) }));
        ComponentHealth unknown = await Probing.RunAsync(new HttpProbe(Secure(server.Port)));
        ComponentHealth empty = await Probing.RunAsync(new HttpProbe(Secure(server.Port) with { CertificateAuthority = folder.Write("empty.pem", "nothing") }));
        ComponentHealth missing = await Probing.RunAsync(new HttpProbe(Secure(server.Port) with { CertificateAuthority = Path.Combine(folder.Path, "none.pem") }));

        Assert.Equal(HealthStatus.Healthy, trusted.Status);
        Assert.Contains("its certificate is not trusted", unknown.Error, StringComparison.Ordinal);
        Assert.Contains("There is no certificate in", empty.Error, StringComparison.Ordinal);
        Assert.Contains("cannot be read", missing.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_that_drips_is_waited_for_no_longer_than_the_time_limit()
    {
        await using var server = new DrippingServer();
        var watch = Stopwatch.StartNew();

        ComponentHealth health = await Probing.RunAsync(new HttpProbe(Settings(server.Port) with { ExpectJson = [new() { Path = "a", EqualTo = "b" }] }), TimeSpan.FromMilliseconds(300));

        Assert.Equal(HealthStatus.Unhealthy, health.Status);
        Assert.StartsWith("No answer within 0.3 s while asking", health.Error, StringComparison.Ordinal);
        Assert.True(server.Dripped > 0);
        Assert.InRange(watch.Elapsed, TimeSpan.FromMilliseconds(290), TimeSpan.FromSeconds(5));
        await Eventually.TrueAsync(() => server.IsLeft, "the connection is closed");
    }

    [Fact]
    public async Task A_body_that_nobody_wants_is_not_waited_for()
    {
        await using var server = new DrippingServer();
        ComponentHealth health = await Probing.RunAsync(new HttpProbe(Settings(server.Port)));
        Assert.Equal(HealthStatus.Healthy, health.Status);
        await Eventually.TrueAsync(() => server.IsLeft, "the connection is closed");
    }

    [Fact]
    public async Task A_secret_in_the_path_of_a_url_shows_nowhere()
    {
        await using var server = new AnsweringServer(AnsweringServer.Answer(404));
        ComponentHealth health = await Probing.RunAsync(new HttpProbe(Settings(server.Port) with { Url = new SensitiveText($"http://127.0.0.1:{server.Port}/bot${{env:SYSOPS_TEST_REDIRECT_KEY}}/getMe") }));

        Assert.Contains(Key, server.LastRequest, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, health.Message + string.Concat(health.Checks.Select(check => check.Message)) + health.Metrics, StringComparison.Ordinal);
        Assert.Equal($"http://127.0.0.1:{server.Port}/bot{Redactor.Mask}/getMe", ((HttpMetrics)health.Metrics!).Endpoint);
    }

    [Fact]
    public async Task User_and_password_of_a_url_are_sent_as_basic_authorization()
    {
        await using var server = new AnsweringServer(AnsweringServer.Answer(200));
        ComponentHealth health = await Probing.RunAsync(new HttpProbe(Settings(server.Port) with { Url = new SensitiveText($"http://me:${{env:SYSOPS_TEST_REDIRECT_KEY}}@127.0.0.1:{server.Port}/") }));

        Assert.Contains($"Authorization: Basic {Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"me:{Key}"))}", server.LastRequest, StringComparison.Ordinal);
        Assert.Equal($"http://127.0.0.1:{server.Port}/", ((HttpMetrics)health.Metrics!).Endpoint);
    }

    [Theory]
    [InlineData("two\nlines")]
    [InlineData("two\r\nX-Injected: 1")]
    public async Task A_header_of_more_than_one_line_is_refused_and_not_shown(string value)
    {
        await using var server = new AnsweringServer(AnsweringServer.Answer(200));
        ComponentHealth health = await Probing.RunAsync(new HttpProbe(Settings(server.Port) with { Headers = new Dictionary<string, SensitiveText>(StringComparer.Ordinal) { ["X-Key"] = new(new LiteralSecret(value)) } }));

        Assert.Equal(HealthStatus.Unknown, health.Status);
        Assert.Contains("The value of the header 'X-Key' has more than one line.", health.Error, StringComparison.Ordinal);
        Assert.Equal("", server.LastRequest);
    }

    [Theory]
    [InlineData("{ \"a\": \"\\ud800\" }")]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[")]
    [InlineData("")]
    public async Task Json_that_no_text_can_hold_fails_its_check_and_not_the_probe(string body)
    {
        await using var server = new AnsweringServer(AnsweringServer.Answer(200, body));
        ComponentHealth health = await Probing.RunAsync(new HttpProbe(Settings(server.Port) with { ExpectJson = [new() { Path = "a", EqualTo = "b" }] }));
        Assert.Equal(HealthStatus.Unhealthy, health.Check("json:a").Status);
    }

    private static ExternalServiceSettings Settings(int port) => new() { Name = "llm", Url = new SensitiveText($"http://127.0.0.1:{port}/v1/models") };

    private static ExternalServiceSettings Secure(int port) => new() { Name = "llm", Url = new SensitiveText($"https://127.0.0.1:{port}/") };
}
