using System.Security.Cryptography.X509Certificates;
using SysOps.Health;
using SysOps.Health.ExternalServices;
using SysOps.Settings;
using SysOps.Testing;
using SysOps.Testing.Network;

namespace SysOps.Core.Tests.Health.ExternalServices;

public sealed class HttpProbeTests
{
    [Fact]
    public async Task A_service_that_answers_is_healthy_and_gets_its_headers_with_their_secrets()
    {
        await using var server = new AnsweringServer(AnsweringServer.Answer(200));
        Environment.SetEnvironmentVariable("SYSOPS_TEST_LLM_KEY", "key-of-the-test");
        var settings = Settings(server.Port) with { Headers = new Dictionary<string, SensitiveText>(StringComparer.OrdinalIgnoreCase) { ["Authorization"] = new("Bearer ${env:SYSOPS_TEST_LLM_KEY}"), ["X-Team"] = new("search") } };

        ComponentHealth health = await Probing.RunAsync(new HttpProbe(settings));

        Assert.Equal(HealthStatus.Healthy, health.Status);
        Assert.Contains("GET /v1/models?key=in-the-query HTTP/1.1", server.LastRequest, StringComparison.Ordinal);
        Assert.Contains("Authorization: Bearer key-of-the-test", server.LastRequest, StringComparison.Ordinal);
        Assert.Contains("X-Team: search", server.LastRequest, StringComparison.Ordinal);
        Assert.Equal($"http://127.0.0.1:{server.Port}/v1/models", ((HttpMetrics)health.Metrics!).Endpoint);
        Assert.NotNull(health.Latency);
    }

    [Theory]
    [InlineData(401, "The credentials were refused")]
    [InlineData(404, "Check the path")]
    [InlineData(429, "Too many requests")]
    [InlineData(503, "The service itself fails")]
    public async Task Another_status_than_expected_is_unhealthy_with_what_to_do(int status, string hint)
    {
        await using var server = new AnsweringServer(AnsweringServer.Answer(status));

        ComponentHealth health = await Probing.RunAsync(new HttpProbe(Settings(server.Port)));
        ComponentHealth expected = await Probing.RunAsync(new HttpProbe(Settings(server.Port) with { ExpectStatus = [200, status] }));

        Assert.Equal(HealthStatus.Unhealthy, health.Status);
        Assert.Contains(hint, health.Message, StringComparison.Ordinal);
        Assert.Equal(HealthStatus.Healthy, expected.Status);
    }

    [Fact]
    public async Task A_redirect_is_not_followed_unless_asked_and_tells_the_host_it_points_to()
    {
        await using var server = new AnsweringServer(AnsweringServer.Answer(302, "", "Location: http://elsewhere.invalid/path?token=secret"));

        ComponentHealth health = await Probing.RunAsync(new HttpProbe(Settings(server.Port)));

        Assert.Contains("It redirects to elsewhere.invalid", health.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("token", health.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_values_are_compared_by_their_path()
    {
        await using var server = new AnsweringServer(AnsweringServer.Answer(200, """{ "data": [ { "id": "small" }, { "id": "gpt-large" } ], "ready": true }"""));
        JsonExpectation[] met = [new() { Path = "data[0].id", EqualTo = "small" }, new() { Path = "data[*].id", Contains = "large" }, new() { Path = "ready", EqualTo = "true" }];

        ComponentHealth health = await Probing.RunAsync(new HttpProbe(Settings(server.Port) with { ExpectJson = met }));
        ComponentHealth wrong = await Probing.RunAsync(new HttpProbe(Settings(server.Port) with { ExpectJson = [new() { Path = "data[0].id", EqualTo = "large" }] }));

        Assert.Equal(HealthStatus.Healthy, health.Status);
        Assert.Equal(HealthStatus.Unhealthy, wrong.Status);
        Assert.Equal("data[0].id should be 'large': found 'small'", wrong.Message);
    }

    [Fact]
    public async Task An_answer_that_is_no_json_or_too_large_is_told_as_such()
    {
        await using var server = new AnsweringServer(AnsweringServer.Answer(200, "<html>"));
        await using var large = new AnsweringServer(AnsweringServer.Answer(200, "[" + new string(' ', 2 * 1024 * 1024) + "]"));
        JsonExpectation[] expected = [new() { Path = "ready", EqualTo = "true" }];

        ComponentHealth health = await Probing.RunAsync(new HttpProbe(Settings(server.Port) with { ExpectJson = expected }));
        ComponentHealth cut = await Probing.RunAsync(new HttpProbe(Settings(large.Port) with { ExpectJson = expected }));

        Assert.Contains("the answer is no JSON", health.Message, StringComparison.Ordinal);
        Assert.Contains("more than 1 MiB", cut.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_is_down_slow_broken_or_unknown_has_each_its_message()
    {
        await using var hole = new SilentListener();
        await using var broken = new AnsweringServer("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort");
        int nobody = Testing.Servers.FreePort.Find();

        ComponentHealth down = await Probing.RunAsync(new HttpProbe(Settings(nobody)));
        ComponentHealth silent = await Probing.RunAsync(new HttpProbe(Settings(hole.Port)), TimeSpan.FromMilliseconds(500));
        ComponentHealth cut = await Probing.RunAsync(new HttpProbe(Settings(broken.Port) with { ExpectJson = [new() { Path = "a", EqualTo = "b" }] }));
        ComponentHealth unknown = await Probing.RunAsync(new HttpProbe(Settings(1) with { Url = new SensitiveText("http://no-such-host.invalid/") }));

        Assert.All([down, silent, cut, unknown], health => Assert.Equal(HealthStatus.Unhealthy, health.Status));
        Assert.Contains("nothing listens there", down.Error, StringComparison.Ordinal);
        Assert.StartsWith("No answer within 0.5 s while asking http://127.0.0.1", silent.Error, StringComparison.Ordinal);
        Assert.Contains("gave no proper answer", cut.Error, StringComparison.Ordinal);
        Assert.Contains("no-such-host.invalid", unknown.Error, StringComparison.Ordinal);
        Assert.Equal(0, hole.Open);
    }

    [Fact]
    public async Task A_slow_answer_degrades_by_the_configured_limit()
    {
        await using var server = new AnsweringServer(AnsweringServer.Answer(200));

        ComponentHealth health = await Probing.RunAsync(new HttpProbe(Settings(server.Port) with { Latency = new Threshold(Warning: 0.000001) }));

        Assert.Equal(HealthStatus.Degraded, health.Status);
        Assert.Equal("request", Assert.Single(health.Alerts).Type);
    }

    [Theory]
    [InlineData(100, HealthStatus.Healthy)]
    [InlineData(10.5, HealthStatus.Degraded)]
    [InlineData(3.5, HealthStatus.Unhealthy)]
    public async Task The_days_that_a_certificate_has_left_are_judged(double days, HealthStatus expected)
    {
        using var folder = new TemporaryFolder();
        using var authority = new TestAuthority();
        using X509Certificate2 certificate = authority.Issue(days);
        await using var server = new AnsweringServer(AnsweringServer.Answer(200), certificate);
        string trusted = folder.Write("ca.pem", authority.Pem);

        ComponentHealth health = await Probing.RunAsync(new HttpProbe(Secure(server.Port) with { CertificateAuthority = trusted }));

        Assert.Null(health.Error);
        Assert.Equal(expected, health.Check("certificate").Status);
        Assert.Equal(expected, health.Status);
        Assert.InRange(((HttpMetrics)health.Metrics!).CertificateDaysLeft!.Value, days - 0.1, days + 0.1);
    }

    [Fact]
    public async Task A_certificate_that_expired_is_for_another_name_or_not_trusted_is_told_as_such()
    {
        using var folder = new TemporaryFolder();
        using var authority = new TestAuthority();
        string trusted = folder.Write("ca.pem", authority.Pem);
        using X509Certificate2 expired = authority.Issue(-1);
        using X509Certificate2 other = authority.Issue(100, "other.example");
        using X509Certificate2 valid = authority.Issue(100);
        await using var first = new AnsweringServer(AnsweringServer.Answer(200), expired);
        await using var second = new AnsweringServer(AnsweringServer.Answer(200), other);
        await using var third = new AnsweringServer(AnsweringServer.Answer(200), valid);

        ComponentHealth old = await Probing.RunAsync(new HttpProbe(Secure(first.Port) with { CertificateAuthority = trusted }));
        ComponentHealth named = await Probing.RunAsync(new HttpProbe(Secure(second.Port) with { CertificateAuthority = trusted }));
        ComponentHealth unknown = await Probing.RunAsync(new HttpProbe(Secure(third.Port)));

        Assert.Contains("its certificate expired on", old.Error, StringComparison.Ordinal);
        Assert.Contains("its certificate is for another name", named.Error, StringComparison.Ordinal);
        Assert.Contains("its certificate is not trusted", unknown.Error, StringComparison.Ordinal);
    }

    private static ExternalServiceSettings Settings(int port) => new() { Name = "llm", Url = new SensitiveText($"http://127.0.0.1:{port}/v1/models?key=in-the-query") };

    private static ExternalServiceSettings Secure(int port) => new() { Name = "llm", Url = new SensitiveText($"https://127.0.0.1:{port}/") };
}
