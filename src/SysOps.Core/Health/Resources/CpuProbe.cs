using System.Globalization;
using SysOps.Settings;

namespace SysOps.Health.Resources;

/// <summary>The component <c>cpu</c>: measured over a window in which the other probes run too.</summary>
public sealed class CpuProbe : IHealthProbe
{
    /// <summary>The kernel counts in hundredths of a second: a shorter window would tell little.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMilliseconds(100);

    private readonly IMachine _machine;
    private readonly ResourceSettings _settings;

    public CpuProbe(IMachine machine, ResourceSettings settings)
    {
        _machine = machine;
        _settings = settings;
    }

    public string Name => "cpu";

    public HealthCategory Category => HealthCategory.SystemResource;

    public TimeSpan? Timeout => null;

    public async Task<ProbeResult> ProbeAsync(ProbeContext context, CancellationToken cancellationToken)
    {
        CpuSample? first = _machine.ReadCpu();
        CpuMetrics metrics = _machine.ReadLoad();
        if (first is not null)
        {
            await Task.Delay(Window, context.Clock, cancellationToken).ConfigureAwait(false);
            metrics = _machine.ReadCpu() is { } last ? CpuUse.Between(first, last, metrics) : metrics;
        }

        HealthCheck[] checks = [Judge(metrics)];
        return new ProbeResult { Checks = checks, Metrics = metrics, Message = checks[0].Message };
    }

    private HealthCheck Judge(CpuMetrics metrics)
    {
        if (metrics.UsedPercent is not { } used)
        {
            return Judgement.Unreadable("cpu.used", metrics.CoreLimit is null
                ? "The CPU's use is not known on this platform."
                : "The control group has a limit of CPU time, and what it uses is not accounted.");
        }

        string of = metrics.CoreLimit is { } limit
            ? string.Create(CultureInfo.InvariantCulture, $"the limit of {limit:0.##} of {metrics.CoreCount} CPUs")
            : $"{metrics.CoreCount} CPUs";
        string load = metrics.Load1 is { } average ? string.Create(CultureInfo.InvariantCulture, $", load {average:0.##}") : "";
        return Judgement.High("cpu.used", used, Units.Percent, _settings.Cpu, string.Create(CultureInfo.InvariantCulture, $"{used:0} % of {of}{load}"));
    }
}
