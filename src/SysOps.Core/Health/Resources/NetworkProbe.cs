using SysOps.Settings;

namespace SysOps.Health.Resources;

/// <summary>The component <c>network</c>: rates over a window in which the other probes run too, and open files.</summary>
public sealed class NetworkProbe : IHealthProbe
{
    private readonly IMachine _machine;
    private readonly ResourceSettings _settings;

    public NetworkProbe(IMachine machine, ResourceSettings settings)
    {
        _machine = machine;
        _settings = settings;
    }

    public string Name => "network";

    public HealthCategory Category => HealthCategory.SystemResource;

    public TimeSpan? Timeout => null;

    public async Task<ProbeResult> ProbeAsync(ProbeContext context, CancellationToken cancellationToken)
    {
        NetworkSample? first = _machine.ReadNetwork();
        var metrics = new NetworkMetrics();
        if (first is not null)
        {
            await Task.Delay(CpuProbe.Window, context.Clock, cancellationToken).ConfigureAwait(false);
            metrics = _machine.ReadNetwork() is { } last ? NetworkRule.Between(first, last) : metrics;
        }

        if (_machine.ReadOpenFiles() is { } files)
        {
            metrics = metrics with { OpenFiles = files.Open, OpenFilesLimit = files.Limit, OpenFilesPercent = 100.0 * files.Open / files.Limit };
        }

        IReadOnlyList<HealthCheck> checks = NetworkRule.Judge(metrics, _settings);
        return new ProbeResult { Checks = checks, Metrics = metrics, Message = checks[0].Message };
    }
}
