using SysOps.Backups.Repositories;
using SysOps.Health;
using SysOps.Settings;

namespace SysOps.Backups.Probing;

/// <summary>The component <c>backups</c>. It reads manifests and notes alone, and takes no lock: a backup that runs just now does not hold it up.</summary>
public sealed class BackupProbe : IHealthProbe
{
    private readonly BackupSettings _settings;
    private readonly IReadOnlyList<BackupComponentKind> _kinds;

    /// <param name="settings">Where the repository is, and what is asked of it.</param>
    /// <param name="kinds">Each must be in a complete backup that is new enough; empty: any complete backup will do.</param>
    public BackupProbe(BackupSettings settings, IReadOnlyList<BackupComponentKind> kinds)
    {
        _settings = settings;
        _kinds = kinds;
    }

    public string Name => "backups";

    public HealthCategory Category => HealthCategory.Backup;

    public TimeSpan? Timeout => null;

    public Task<ProbeResult> ProbeAsync(ProbeContext context, CancellationToken cancellationToken)
    {
        context.Step = $"reading the backup repository '{_settings.Path}'";
        long started = context.Clock.GetTimestamp();
        try
        {
            BackupFacts facts = BackupFacts.Read(BackupRepository.Open(_settings.Path), _kinds, cancellationToken);
            TimeSpan latency = context.Clock.GetElapsedTime(started);
            DateTimeOffset now = context.Clock.GetUtcNow();
            BackupMetrics metrics = facts.Measure(now);
            return Task.FromResult(new ProbeResult { Latency = latency, Checks = BackupRule.Judge(facts, _settings, now), Metrics = metrics, Message = BackupRule.Describe(metrics, now) });
        }
        catch (SysOpsException exception) when (exception.Id == ErrorCatalogue.BackupRepositoryNotFound)
        {
            string message = $"There is no backup: no repository is at '{_settings.Path}'. {exception.Remedy}";
            return Task.FromResult(new ProbeResult { Checks = [new HealthCheck { Name = BackupRule.AgeCheck, Status = HealthStatus.Unhealthy, Message = message, Required = true }], Error = message });
        }
    }
}
