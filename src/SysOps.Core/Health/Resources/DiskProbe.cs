using SysOps.Settings;

namespace SysOps.Health.Resources;

/// <summary>A component <c>disk:…</c>: one volume. A volume that hangs costs its time limit, as the call cannot be cancelled.</summary>
public sealed class DiskProbe : IHealthProbe
{
    private readonly IMachine _machine;
    private readonly ResourceSettings _settings;
    private readonly string _mountPoint;

    public DiskProbe(IMachine machine, ResourceSettings settings, string mountPoint)
    {
        _machine = machine;
        _settings = settings;
        _mountPoint = mountPoint;
    }

    public string Name => $"disk:{_mountPoint}";

    public HealthCategory Category => HealthCategory.SystemResource;

    public TimeSpan? Timeout => null;

    public Task<ProbeResult> ProbeAsync(ProbeContext context, CancellationToken cancellationToken)
    {
        try
        {
            DiskMetrics metrics = _machine.ReadVolume(_mountPoint);
            IReadOnlyList<HealthCheck> checks = DiskRule.Judge(metrics, _settings);
            return Task.FromResult(new ProbeResult { Checks = checks, Metrics = metrics, Message = checks[0].Message });
        }
        catch (IOException exception)
        {
            throw new SysOpsException(ErrorCatalogue.ResourceUnreadable, $"The volume '{_mountPoint}' cannot be asked for its space: {exception.Message}.", "Check that it is mounted.", _mountPoint, exception);
        }
    }
}
