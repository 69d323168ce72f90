using SysOps.Health;
using SysOps.Health.Caches;
using SysOps.Settings;
using SysOps.Testing;
using SysOps.Testing.Servers;

namespace SysOps.Servers.Tests.Redis;

/// <summary>Passwords, and users limited by ACL.</summary>
public sealed class RedisAccessTests
{
    [Fact]
    public async Task A_missing_and_a_wrong_password_are_told_apart_and_no_password_is_shown()
    {
        const string Right = "the-right-password-of-this-test";
        const string Wrong = "a-wrong-password-of-this-test";
        await using RedisServer server = await RedisServer.StartAsync($"requirepass {Right}");

        ComponentHealth missing = await Probing.RunAsync(new RedisProbe(RedisProbeTests.Settings(server.Address)));
        ComponentHealth wrong = await Probing.RunAsync(new RedisProbe(RedisProbeTests.Settings(server.Address) with { Password = new LiteralSecret(Wrong) }));
        ComponentHealth right = await Probing.RunAsync(new RedisProbe(RedisProbeTests.Settings(server.Address) with { Password = new LiteralSecret(Right) }));

        Assert.Contains("wants a password", missing.Error, StringComparison.Ordinal);
        Assert.Contains("refused the user name or the password", wrong.Error, StringComparison.Ordinal);
        Assert.Null(right.Error);
        Assert.DoesNotContain(Wrong, wrong.Error + wrong, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_limited_by_acl_gets_the_rest_and_is_told_the_grant()
    {
        await using RedisServer server = await RedisServer.StartAsync("user limited on >limited-secret ~* +ping +set +get +del +auth +hello +client");

        ComponentHealth health = await Probing.RunAsync(new RedisProbe(RedisProbeTests.Settings($"{server.Address},user=limited") with { Password = new LiteralSecret("limited-secret") }));
        ComponentHealth memory = await Probing.RunAsync(new RedisProbe(RedisProbeTests.Settings($"{server.Address},user=limited") with { Password = new LiteralSecret("limited-secret"), RequiredChecks = ["memory"] }));
        ComponentHealth demanding = await Probing.RunAsync(new RedisProbe(RedisProbeTests.Settings($"{server.Address},user=limited") with { Password = new LiteralSecret("limited-secret"), RequiredChecks = ["info"] }));

        Assert.Null(health.Error);
        Assert.Equal(HealthStatus.Unknown, health.Check("info").Status);
        Assert.Contains("ACL SETUSER limited +info", health.Check("info").Message, StringComparison.Ordinal);
        Assert.Equal(HealthStatus.Healthy, health.Check("roundtrip").Status);
        Assert.True(health.Status is HealthStatus.Healthy, health.Message);
        Assert.Empty(health.Alerts);
        Assert.Equal([HealthStatus.Unknown, HealthStatus.Unknown], [demanding.Status, memory.Status]);
    }

    [Fact]
    public async Task A_user_who_may_not_ask_for_config_misses_nothing()
    {
        await using RedisServer server = await RedisServer.StartAsync("maxmemory 100mb", "user reader on >reader-secret ~* +ping +set +get +del +info +auth +hello +client");

        ComponentHealth health = await Probing.RunAsync(new RedisProbe(RedisProbeTests.Settings($"{server.Address},user=reader") with { Password = new LiteralSecret("reader-secret") }));

        Assert.Equal(HealthStatus.Healthy, health.Status);
        Assert.DoesNotContain(health.Checks, check => check.Status is HealthStatus.Unknown);
        var metrics = (RedisMetrics)health.Metrics!;
        Assert.Equal((100 << 20, "noeviction"), (metrics.MaxMemoryBytes, metrics.EvictionPolicy));
        Assert.True(metrics.MaxClients > 0);
    }
}
