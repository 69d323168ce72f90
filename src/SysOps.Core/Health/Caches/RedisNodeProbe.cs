using StackExchange.Redis;
using SysOps.Servers.Redis;
using SysOps.Settings;

namespace SysOps.Health.Caches;

/// <summary>Looks at one Redis server. What may not be read leaves the rest alone.</summary>
internal sealed class RedisNodeProbe
{
    private readonly RedisSession _session;
    private readonly IServer _server;
    private readonly CacheSettings _settings;
    private readonly string _userName;
    private readonly List<HealthCheck> _checks = [];
    private RedisMetrics _metrics;
    private string? _error;

    public RedisNodeProbe(RedisSession session, IServer server, CacheSettings settings, string userName)
    {
        _session = session;
        _server = server;
        _settings = settings;
        _userName = userName;
        _metrics = new RedisMetrics { Endpoint = RedisTarget.Describe(server.EndPoint) };
    }

    public async Task<ProbeResult> ProbeAsync(ProbeContext context, CancellationToken cancellationToken)
    {
        await EssentialAsync("ping", () => PingAsync(context, cancellationToken)).ConfigureAwait(false);

        // A server that refuses PING or writes may still tell its figures, and they tell more.
        await ReadInfoAsync(cancellationToken).ConfigureAwait(false);
        if (_error is null)
        {
            await WriteAsync(context, cancellationToken).ConfigureAwait(false);
        }

        return new ProbeResult
        {
            Latency = _error is null ? _metrics.PingTime : null,
            Checks = _checks,
            Metrics = _metrics,
            Message = $"Redis {_metrics.Version}, {(_metrics.UsedMemoryBytes is { } used ? Size.Format(used) : "unknown memory")}, {_metrics.Clients} clients",
            Error = _error,
        };
    }

    private async Task PingAsync(ProbeContext context, CancellationToken cancellationToken)
    {
        // By the clock of the run: the first answer includes what the library compiles on its first use.
        TimeSpan time = await _server.PingAsync().WaitAsync(context.Remaining, context.Clock, cancellationToken).ConfigureAwait(false);
        _metrics = _metrics with { PingTime = time };
        _checks.Add(Judgement.High("ping", time.TotalSeconds, Units.Seconds, _settings.Thresholds.Ping, $"answered in {Duration.Describe(time)}") with { Duration = time, Required = true });
    }

    private async Task ReadInfoAsync(CancellationToken cancellationToken)
    {
        try
        {
            string? info = await _server.InfoRawAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
            _metrics = RedisFigures.Of(RedisInfo.Parse(info ?? ""), _metrics);
            _checks.AddRange(RedisRule.Judge(_metrics, _settings.Thresholds));
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            string reason = exception.Message.Contains("NOPERM", StringComparison.Ordinal)
                ? $"'{_userName}' may not ask for INFO: memory, clients, persistence and replication are not known. ACL SETUSER {_userName} +info lets it."
                : RedisErrors.Describe(exception, _metrics.Endpoint).Message;
            _checks.Add(Judgement.Unreadable("info", reason, _settings.RequiredChecks.Any(IsOfInfo)));
        }
    }

    private bool HoldsNoSlots => _server.ClusterConfiguration is { } cluster && cluster[RedisSession.IdentityOf(_server)] is { Slots.Count: 0 };

    // All other checks are made of INFO: without it none of those that are required is known.
    private static bool IsOfInfo(string check) => check.ToLowerInvariant() is not ("connect" or "ping" or "roundtrip");

    private async Task WriteAsync(ProbeContext context, CancellationToken cancellationToken)
    {
        string? skipped = !_settings.WriteProbe ? "cache.writeProbe is false"
            : _metrics.IsReplica ?? _server.IsReplica ? "this is a replica"
            : _server.ServerType is ServerType.Sentinel ? "this is a sentinel"
            : HoldsNoSlots ? "this primary of the cluster holds no slots"
            : null;
        if (skipped is not null)
        {
            _checks.Add(new HealthCheck { Name = "roundtrip", Status = HealthStatus.Healthy, Message = $"nothing was written: {skipped}" });
            return;
        }

        await EssentialAsync("roundtrip", async () =>
        {
            TimeSpan time = await WriteProbe.RunAsync(_session, _server, _settings, context, cancellationToken).ConfigureAwait(false);
            _metrics = _metrics with { RoundTripTime = time };
            _checks.Add(Judgement.High("roundtrip", time.TotalSeconds, Units.Seconds, _settings.Thresholds.RoundTrip, $"wrote, read and deleted a key in {Duration.Describe(time)}") with { Duration = time, Required = true });
        }).ConfigureAwait(false);
    }

    private async Task EssentialAsync(string check, Func<Task> step)
    {
        try
        {
            await step().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException or SysOpsException)
        {
            SysOpsException known = exception as SysOpsException ?? RedisErrors.Describe(exception, _metrics.Endpoint);
            _error = $"{known.Message} {known.Remedy}".TrimEnd();
            _checks.Add(new HealthCheck { Name = check, Status = HealthStatus.Unhealthy, Message = _error, Required = true });
        }
    }
}
