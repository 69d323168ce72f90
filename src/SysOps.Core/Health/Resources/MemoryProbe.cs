using System.Globalization;
using SysOps.Settings;

namespace SysOps.Health.Resources;

/// <summary>The component <c>memory</c>.</summary>
public sealed class MemoryProbe : IHealthProbe
{
    private readonly IMachine _machine;
    private readonly ResourceSettings _settings;

    public MemoryProbe(IMachine machine, ResourceSettings settings)
    {
        _machine = machine;
        _settings = settings;
    }

    public string Name => "memory";

    public HealthCategory Category => HealthCategory.SystemResource;

    public TimeSpan? Timeout => null;

    public Task<ProbeResult> ProbeAsync(ProbeContext context, CancellationToken cancellationToken)
    {
        MemoryMetrics metrics = _machine.ReadMemory();
        HealthCheck check = Judge(metrics);
        return Task.FromResult(new ProbeResult { Checks = [check], Metrics = metrics, Message = check.Message });
    }

    private HealthCheck Judge(MemoryMetrics metrics)
    {
        if (metrics is not { UsedPercent: { } used, TotalBytes: { } total, UsedBytes: { } bytes })
        {
            return Judgement.Unreadable("memory.used", "The memory's use is not known on this platform.");
        }

        string whole = metrics.LimitBytes is null ? Size.Format(total) : $"the limit of {Size.Format(total)}";
        return Judgement.High("memory.used", used, Units.Percent, _settings.Memory, string.Create(CultureInfo.InvariantCulture, $"{used:0} %: {Size.Format(bytes)} of {whole}"));
    }
}
