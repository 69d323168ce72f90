using System.Globalization;
using SysOps.Servers.PostgreSql;
using SysOps.Settings;

namespace SysOps.Health.Databases;

/// <summary>Looks at one PostgreSQL server by one connection of its own, which is closed afterwards.</summary>
internal sealed class PostgreSqlServerProbe
{
    private const string Statistics = "statistics";

    private readonly PostgreSqlEndpoint _endpoint;
    private readonly DatabaseSettings _settings;
    private readonly List<HealthCheck> _checks = [];
    private PostgreSqlMetrics _metrics;

    public PostgreSqlServerProbe(PostgreSqlEndpoint endpoint, DatabaseSettings settings)
    {
        _endpoint = endpoint;
        _settings = settings;
        _metrics = new PostgreSqlMetrics { Endpoint = endpoint.Name };
    }

    public async Task<ProbeResult> ProbeAsync(ProbeContext context, CancellationToken cancellationToken)
    {
        long started = context.Clock.GetTimestamp();
        PostgreSqlSession session;
        try
        {
            session = await PostgreSqlSession.OpenAsync(_endpoint, context.Remaining, cancellationToken).ConfigureAwait(false);
        }
        catch (SysOpsException exception)
        {
            HealthCheck failed = DatabaseChecks.Failed(DatabaseChecks.Connect, exception);
            return new ProbeResult { Checks = [failed], Metrics = _metrics, Error = failed.Message };
        }

        await using (session.ConfigureAwait(false))
        {
            TimeSpan connected = context.Clock.GetElapsedTime(started);
            _metrics = _metrics with { ConnectTime = connected };
            _checks.Add(DatabaseChecks.Connected(connected, _settings.Thresholds));
            context.Step = $"querying {_endpoint.Name}";
            return await QueryAsync(session, context, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<ProbeResult> QueryAsync(PostgreSqlSession session, ProbeContext context, CancellationToken cancellationToken)
    {
        TimeSpan latency = default;
        string? error = null;
        try
        {
            latency = await PingAsync(session, context, cancellationToken).ConfigureAwait(false);
            await RunHealthQueryAsync(session, latency, context, cancellationToken).ConfigureAwait(false);
        }
        catch (SysOpsException exception)
        {
            HealthCheck failed = DatabaseChecks.Failed(DatabaseChecks.Query, exception);
            _checks.Add(failed);
            error = failed.Message;
        }

        await ReadFactsAsync(session, context, cancellationToken).ConfigureAwait(false);
        return new ProbeResult
        {
            Latency = error is null ? latency : null,
            Checks = _checks,
            Metrics = _metrics,
            Message = string.Create(CultureInfo.InvariantCulture, $"PostgreSQL {_metrics.Version}, {_metrics.Connections} of {_metrics.MaxConnections} connections"),
            Error = error,
        };
    }

    private static async Task<TimeSpan> PingAsync(PostgreSqlSession session, ProbeContext context, CancellationToken cancellationToken)
    {
        long started = context.Clock.GetTimestamp();
        await session.QueryAsync("SELECT 1", context.Remaining, static reader => reader.GetInt32(0), cancellationToken).ConfigureAwait(false);
        return context.Clock.GetElapsedTime(started);
    }

    private async Task RunHealthQueryAsync(PostgreSqlSession session, TimeSpan ping, ProbeContext context, CancellationToken cancellationToken)
    {
        if (_settings.HealthQuery is null)
        {
            _checks.Add(DatabaseChecks.Answered(ping, _settings.Thresholds));
            return;
        }

        string sql = await context.Secrets.ResolveAsync(_settings.HealthQuery, cancellationToken).ConfigureAwait(false);
        context.Step = $"running the health query on {_endpoint.Name}";
        long started = context.Clock.GetTimestamp();
        string? result = await session.QueryAsync(sql, context.Remaining, static reader => reader.IsDBNull(0) ? null : Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture), cancellationToken).ConfigureAwait(false);
        TimeSpan time = context.Clock.GetElapsedTime(started);
        _metrics = _metrics with { QueryTime = time, QueryResult = result };
        _checks.Add(DatabaseChecks.Queried(time, result, _settings.Thresholds));
    }

    private async Task ReadFactsAsync(PostgreSqlSession session, ProbeContext context, CancellationToken cancellationToken)
    {
        string? dataFolder = null;
        bool known = await TryAsync(Statistics, async () =>
            (_metrics, dataFolder) = await PostgreSqlFacts.ReadAsync(session, _metrics, context.Remaining, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
        await TryAsync("size", async () =>
            _metrics = _metrics with { SizeBytes = await PostgreSqlExtras.SizeAsync(session, context.Remaining, cancellationToken).ConfigureAwait(false) }).ConfigureAwait(false);
        await TryAsync("indexes.invalid", async () =>
            _metrics = _metrics with { InvalidIndexes = await PostgreSqlExtras.InvalidIndexesAsync(session, context.Remaining, cancellationToken).ConfigureAwait(false) }).ConfigureAwait(false);
        _metrics = PostgreSqlExtras.WithVolume(_metrics, _endpoint, dataFolder);
        _checks.AddRange(DatabaseChecks.SizeAndVolume(_metrics, _settings));
        if (known)
        {
            _checks.AddRange(PostgreSqlRule.Judge(_metrics, _settings, _endpoint.UserName));
        }
    }

    // Most checks are made of the statistics: without them none of those that are required is known.
    private static bool IsOfStatistics(string check) => check.ToLowerInvariant() is not (DatabaseChecks.Connect or DatabaseChecks.Query or "size" or "indexes.invalid" or "volume.used");

    // What may not be read leaves the rest alone.
    private async Task<bool> TryAsync(string check, Func<Task> read)
    {
        try
        {
            await read().ConfigureAwait(false);
            return true;
        }
        catch (SysOpsException exception)
        {
            HealthCheck unreadable = DatabaseChecks.Unreadable(check, $"{exception.Message} {exception.Remedy}".TrimEnd(), _settings);
            _checks.Add(check == Statistics ? unreadable with { Required = _settings.RequiredChecks.Any(IsOfStatistics) } : unreadable);
            return false;
        }
    }
}
