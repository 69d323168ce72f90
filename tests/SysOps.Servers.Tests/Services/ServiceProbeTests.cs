using StackExchange.Redis;
using SysOps.Health;
using SysOps.Services;
using SysOps.Settings;
using SysOps.Testing;
using SysOps.Testing.Servers;

namespace SysOps.Servers.Tests.Services;

/// <summary>Background services whose signs of life are kept in the database and in Redis.</summary>
public sealed class ServiceProbeTests(TestServers servers)
{
    [Fact]
    public async Task A_heartbeat_is_read_by_a_query_whatever_type_its_time_has()
    {
        PostgreSqlServer server = await servers.PostgreSqlAsync();

        const string Beaten = "(now() - interval '2 minutes')";
        string[] forms = [Beaten, $"{Beaten} AT TIME ZONE 'UTC'", $"to_char({Beaten} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS')", $"extract(epoch FROM {Beaten})", $"extract(epoch FROM {Beaten})::bigint"];
        foreach (string form in forms)
        {
            ComponentHealth health = await ProbeAsync(Beat($"SELECT {form}"), server);
            Assert.True(health.Status is HealthStatus.Healthy, $"{form}: {health.Message}");
            Assert.InRange(((ApplicationServiceMetrics)health.Metrics!).BeatAge!.Value, TimeSpan.FromSeconds(115), TimeSpan.FromMinutes(4));
        }
    }

    [Fact]
    public async Task An_old_a_missing_and_a_failing_heartbeat_are_told_apart()
    {
        PostgreSqlServer server = await servers.PostgreSqlAsync();

        ComponentHealth old = await ProbeAsync(Beat("SELECT now() - interval '1 hour'"), server);
        ComponentHealth never = await ProbeAsync(Beat("SELECT NULL::timestamptz"), server);
        ComponentHealth failing = await ProbeAsync(Beat("SELECT last_beat FROM no_such_table"), server);

        Assert.Equal([HealthStatus.Unhealthy, HealthStatus.Unhealthy, HealthStatus.Unknown], [old.Status, never.Status, failing.Status]);
        Assert.Contains("its last beat was 1h 0m ago, at most 5m 0s are allowed", old.Message, StringComparison.Ordinal);
        Assert.Equal("it never beat: the query returned nothing", never.Message);
        Assert.Contains("no_such_table", failing.Message, StringComparison.Ordinal);
        Assert.Equal(failing.Message, failing.Error);
        Assert.Null(((ApplicationServiceMetrics)failing.Metrics!).LastBeat);
    }

    [Fact]
    public async Task A_queue_is_counted_in_a_list_a_stream_and_a_table()
    {
        PostgreSqlServer database = await servers.PostgreSqlAsync();
        await using RedisServer cache = await RedisServer.StartAsync();
        await using (ConnectionMultiplexer connection = await cache.ConnectAsync())
        {
            await connection.GetDatabase().ListRightPushAsync("jobs", ["a", "b", "c"]);
            await connection.GetDatabase().StreamAddAsync("events", "k", "v");
            await connection.GetDatabase().StringSetAsync("text", "v");
        }

        var limit = new Threshold(Warning: 2, Critical: 10);
        ComponentHealth list = await ProbeAsync(Waiting(new QueueSettings { Key = "jobs", Depth = limit }), database, cache);
        ComponentHealth stream = await ProbeAsync(Waiting(new QueueSettings { Key = "events", Depth = limit }), database, cache);
        ComponentHealth none = await ProbeAsync(Waiting(new QueueSettings { Key = "nothing", Depth = limit }), database, cache);
        ComponentHealth text = await ProbeAsync(Waiting(new QueueSettings { Key = "text", Depth = limit }), database, cache);
        ComponentHealth table = await ProbeAsync(Waiting(new QueueSettings { Query = new SensitiveText("SELECT count(*) FROM generate_series(1, 11)"), Depth = limit }), database, cache);

        Assert.Equal([3L, 1L, 0L, 11L], new[] { list, stream, none, table }.Select(health => ((ApplicationServiceMetrics)health.Metrics!).QueueDepth!.Value));
        Assert.Equal([HealthStatus.Degraded, HealthStatus.Healthy, HealthStatus.Healthy, HealthStatus.Unknown, HealthStatus.Unhealthy], [list.Status, stream.Status, none.Status, text.Status, table.Status]);
        Assert.Contains("neither a list nor a stream", text.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_queue_that_cannot_be_counted_leaves_the_service_unknown()
    {
        PostgreSqlServer database = await servers.PostgreSqlAsync();
        RedisServer cache = await RedisServer.StartAsync();
        await cache.DisposeAsync();

        ComponentHealth stopped = await ProbeAsync(Waiting(new QueueSettings { Key = "jobs" }), database, cache);
        ComponentHealth senseless = await ProbeAsync(Waiting(new QueueSettings { Query = new SensitiveText("SELECT 'many'") }), database);
        ComponentHealth unconfigured = await ProbeAsync(Waiting(new QueueSettings { Key = "jobs" }), database);

        Assert.All([stopped, senseless, unconfigured], health => Assert.Equal(HealthStatus.Unknown, health.Status));
        Assert.Contains("nothing listens there", stopped.Message, StringComparison.Ordinal);
        Assert.Contains("returned no number", senseless.Message, StringComparison.Ordinal);
        Assert.Contains("Add the section cache.", unconfigured.Message, StringComparison.Ordinal);
    }

    private static ServiceSettings Beat(string query) => new() { Name = "indexer", Kind = ServiceKind.Heartbeat, Heartbeat = new HeartbeatSettings { Query = new SensitiveText(query), MaxAge = TimeSpan.FromMinutes(5) } };

    private static ServiceSettings Waiting(QueueSettings queue) => new() { Name = "worker", Kind = ServiceKind.Heartbeat, Queue = queue };

    private static Task<ComponentHealth> ProbeAsync(ServiceSettings service, PostgreSqlServer database, RedisServer? cache = null) => Probing.RunAsync(new ServiceProbe(service, new SystemSettings
    {
        Name = "test",
        Database = new DatabaseSettings { ConnectionString = new SensitiveText(database.ConnectionString), BaseFolder = "/" },
        Cache = cache is null ? null : new CacheSettings { ConnectionString = new SensitiveText(cache.Address) },
    }));
}
