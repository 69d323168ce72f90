using System.Globalization;
using SysOps.Files;
using SysOps.Servers.Sqlite;
using SysOps.Settings;

namespace SysOps.Health.Databases;

/// <summary>The component <c>database</c> on SQLite.</summary>
public sealed class SqliteProbe : IHealthProbe
{
    private readonly DatabaseSettings _settings;
    private readonly string _stateFolder;

    /// <param name="settings">The section <c>database</c>.</param>
    /// <param name="stateFolder">Where the result of the daily check is kept.</param>
    public SqliteProbe(DatabaseSettings settings, string stateFolder)
    {
        _settings = settings;
        _stateFolder = stateFolder;
    }

    public string Name => "database";

    public HealthCategory Category => HealthCategory.Database;

    public TimeSpan? Timeout => _settings.Timeout;

    public async Task<ProbeResult> ProbeAsync(ProbeContext context, CancellationToken cancellationToken)
    {
        List<HealthCheck> checks = [];
        SqliteMetrics? metrics = null;
        string step = DatabaseChecks.Connect;
        long started = context.Clock.GetTimestamp();
        context.Step = "opening the file";
        try
        {
            using SqliteSession session = await SqliteSession.OpenAsync(_settings, context.Secrets, cancellationToken).ConfigureAwait(false);

            // SQLite reads nothing before the first statement.
            session.Scalar("PRAGMA schema_version");
            TimeSpan connected = context.Clock.GetElapsedTime(started);
            checks.Add(DatabaseChecks.Connected(connected, _settings.Thresholds));
            step = DatabaseChecks.Query;
            metrics = Measure(session, connected);
            checks.AddRange(DatabaseChecks.SizeAndVolume(metrics, _settings));
            metrics = await QueryAsync(session, metrics, checks, context, cancellationToken).ConfigureAwait(false);
            if (_settings.QuickCheck is QuickCheckSchedule.Daily)
            {
                checks.Add(SqliteQuickCheck.Run(session, context, _settings, _stateFolder));
            }

            return new ProbeResult
            {
                Latency = connected,
                Checks = checks,
                Metrics = metrics,
                Message = string.Create(CultureInfo.InvariantCulture, $"SQLite {metrics.Version}, {Size.Format(metrics.SizeBytes ?? 0)}, journal {metrics.JournalMode}"),
            };
        }
        catch (SysOpsException exception) when (exception.Kind is not ErrorKind.Invalid)
        {
            HealthCheck failed = DatabaseChecks.Failed(step, exception);
            return new ProbeResult { Checks = [.. checks, failed], Metrics = metrics, Error = failed.Message };
        }
    }

    private static SqliteMetrics Measure(SqliteSession session, TimeSpan connected)
    {
        var wal = new FileInfo(session.Path + "-wal");
        var metrics = new SqliteMetrics
        {
            Path = session.Path,
            ConnectTime = connected,
            Version = session.Scalar("SELECT sqlite_version()"),
            JournalMode = session.Scalar("PRAGMA journal_mode"),
            SizeBytes = new FileInfo(session.Path).Length,
            WalBytes = wal.Exists ? wal.Length : null,
        };
        if (!OperatingSystem.IsLinux())
        {
            return metrics with { VolumeUnknown = "it is read on Linux only" };
        }

        FileSystemUsage usage = FileSystemUsage.Of(session.Path);
        return metrics with { FreeBytes = usage.AvailableBytes, VolumeUsedPercent = usage.UsedPercent };
    }

    private async Task<SqliteMetrics> QueryAsync(SqliteSession session, SqliteMetrics metrics, List<HealthCheck> checks, ProbeContext context, CancellationToken cancellationToken)
    {
        context.Step = $"running the health query on '{session.Path}'";
        string? sql = _settings.HealthQuery is null ? null : await context.Secrets.ResolveAsync(_settings.HealthQuery, cancellationToken).ConfigureAwait(false);
        long started = context.Clock.GetTimestamp();
        string? result = session.Scalar(sql ?? "SELECT count(*) FROM sqlite_schema");
        TimeSpan time = context.Clock.GetElapsedTime(started);
        if (sql is null)
        {
            checks.Add(DatabaseChecks.Answered(time, _settings.Thresholds));
            return metrics;
        }

        checks.Add(DatabaseChecks.Queried(time, result, _settings.Thresholds));
        return metrics with { QueryTime = time, QueryResult = result };
    }
}
