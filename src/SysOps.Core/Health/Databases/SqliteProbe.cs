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
        long started = context.Clock.GetTimestamp();
        string step = DatabaseChecks.Connect;
        try
        {
            using SqliteSession session = await SqliteSession.OpenAsync(_settings, context.Secrets, cancellationToken).ConfigureAwait(false);

            // SQLite reads nothing before the first statement.
            session.Scalar("PRAGMA schema_version", context.Remaining);
            TimeSpan connected = context.Clock.GetElapsedTime(started);
            List<HealthCheck> checks = [DatabaseChecks.Connected(connected, _settings.Thresholds)];
            step = DatabaseChecks.Query;
            SqliteMetrics metrics = Measure(session, context, connected);
            metrics = await RunHealthQueryAsync(session, metrics, checks, context, cancellationToken).ConfigureAwait(false);
            checks.AddRange(DatabaseChecks.SizeAndVolume(metrics, _settings));
            if (_settings.QuickCheck is QuickCheckSchedule.Daily)
            {
                checks.Add(SqliteQuickCheck.Run(session, context, _stateFolder));
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
            return new ProbeResult { Checks = [failed], Error = failed.Message };
        }
    }

    private static SqliteMetrics Measure(SqliteSession session, ProbeContext context, TimeSpan connected)
    {
        var wal = new FileInfo(session.Path + "-wal");
        var metrics = new SqliteMetrics
        {
            Path = session.Path,
            ConnectTime = connected,
            Version = session.Scalar("SELECT sqlite_version()", context.Remaining),
            JournalMode = session.Scalar("PRAGMA journal_mode", context.Remaining),
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

    private async Task<SqliteMetrics> RunHealthQueryAsync(SqliteSession session, SqliteMetrics metrics, List<HealthCheck> checks, ProbeContext context, CancellationToken cancellationToken)
    {
        if (_settings.HealthQuery is null)
        {
            return metrics;
        }

        string sql = await context.Secrets.ResolveAsync(_settings.HealthQuery, cancellationToken).ConfigureAwait(false);
        context.Step = $"running the health query on '{session.Path}'";
        long started = context.Clock.GetTimestamp();
        string? result = session.Scalar(sql, context.Remaining);
        TimeSpan time = context.Clock.GetElapsedTime(started);
        checks.Add(DatabaseChecks.Queried(time, result, _settings.Thresholds));
        return metrics with { QueryTime = time, QueryResult = result };
    }
}
