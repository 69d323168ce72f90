using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Npgsql;
using SysOps.Health;
using SysOps.Health.Caches;
using SysOps.Health.Databases;
using SysOps.Servers.Tests.PostgreSql;
using SysOps.Servers.Tests.Redis;
using SysOps.Settings;
using SysOps.Testing.Servers;

namespace SysOps.Servers.Tests;

/// <summary>However a probe fails, no password is in its result or in what it logs.</summary>
public sealed class SecrecyTests(TestServers servers)
{
    private const string Secret = "hunter2-of-this-test";

    [Fact]
    public async Task A_password_in_a_connection_string_is_shown_nowhere()
    {
        PostgreSqlServer database = await servers.PostgreSqlAsync();
        await using RedisServer cache = await RedisServer.StartAsync("requirepass another-password-of-this-test");
        string wrong = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Password = Secret }.ConnectionString;
        IHealthProbe[] probes =
        [
            Database(wrong),
            Database($"Host=127.0.0.1;Port={FreePort.Find()};Username=x;Password={Secret}"),
            Database($"Host=x;Password={Secret};Bogus=1"),
            Database($"Host=x;Port={Secret}"),
            new PostgreSqlProbe(PostgreSqlProbeTests.Settings(database.ConnectionString) with { HealthQuery = new SensitiveText($"SELECT 'Password={Secret}'::int") }),
            Cache($"{cache.Address},password={Secret}"),
            Cache($"{cache.Address},user=nobody,password={Secret}"),
            Cache($"127.0.0.1:{FreePort.Find()},password={Secret}"),
            Cache($"{cache.Address},password={Secret},bogus=1"),
            Cache($"{cache.Address},syncTimeout={Secret}"),
            new RedisProbe(RedisProbeTests.Settings(cache.Address) with { Password = new LiteralSecret(Secret) }),
        ];
        var log = new RecordingLogger();

        var run = new HealthRun(new HealthRunOptions { Secrets = new SecretResolver(new Redactor()), Logger = log });
        List<ComponentHealth> found = [];
        await foreach (ComponentHealth component in run.RunAsync(probes, TestContext.Current.CancellationToken))
        {
            found.Add(component);
        }

        Assert.Equal(probes.Length, found.Count);
        Assert.All(found, health =>
        {
            Assert.NotEqual(HealthStatus.Healthy, health.Status);
            Assert.NotNull(health.Error);
            string shown = string.Join('|', [health.Message, health.Error, $"{health.Metrics}", .. health.Checks.Select(check => check.Message), .. health.Alerts.Select(alert => alert.Message)]);
            Assert.DoesNotContain(Secret, shown, StringComparison.Ordinal);
        });
        Assert.NotEmpty(log.Lines);
        Assert.DoesNotContain(log.Lines, line => line.Contains(Secret, StringComparison.Ordinal));
    }

    private static PostgreSqlProbe Database(string connectionString) => new(PostgreSqlProbeTests.Settings(connectionString));

    private static RedisProbe Cache(string connectionString) => new(RedisProbeTests.Settings(connectionString));

    private sealed class RecordingLogger : ILogger
    {
        public ConcurrentBag<string> Lines { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Add($"{formatter(state, exception)} {exception}");
    }
}
