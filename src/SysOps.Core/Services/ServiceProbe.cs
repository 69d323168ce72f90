using SysOps.Health;
using SysOps.Settings;

namespace SysOps.Services;

/// <summary>One background service: whether it runs, whether it beats, how much waits for it.</summary>
public sealed class ServiceProbe : IHealthProbe
{
    private readonly ServiceSettings _service;
    private readonly SystemSettings _system;

    /// <param name="service">The service.</param>
    /// <param name="system">Where its heartbeat and its queue may be kept.</param>
    public ServiceProbe(ServiceSettings service, SystemSettings system)
    {
        _service = service;
        _system = system;
    }

    public string Name => _service.Name;

    public HealthCategory Category => HealthCategory.ApplicationService;

    public TimeSpan? Timeout => _service.Timeout;

    public async Task<ProbeResult> ProbeAsync(ProbeContext context, CancellationToken cancellationToken)
    {
        List<HealthCheck> checks = [];
        var metrics = new ApplicationServiceMetrics();
        TimeSpan? latency = null;
        if (_service.Kind is not ServiceKind.Heartbeat)
        {
            context.Step = "asking whether it runs";
            ServiceState state = await StateAsync(context, cancellationToken).ConfigureAwait(false);
            latency = state.Latency;
            metrics = Describe(state, context.Clock.GetUtcNow());
            checks.Add(Judge(state));
        }

        metrics = await BeatAsync(metrics, checks, context, cancellationToken).ConfigureAwait(false);
        metrics = await CountAsync(metrics, checks, context, cancellationToken).ConfigureAwait(false);
        return new ProbeResult
        {
            Latency = latency,
            Checks = checks,
            Metrics = metrics,
            Message = string.Join("; ", checks.Select(check => check.Message)),
            Error = checks.Find(check => check is { Required: true, Status: HealthStatus.Unhealthy or HealthStatus.Unknown })?.Message,
        };
    }

    private async Task<ServiceState> StateAsync(ProbeContext context, CancellationToken cancellationToken) => _service.Kind switch
    {
        ServiceKind.Systemd => await SystemdUnit.ReadAsync(_service.Unit!, cancellationToken).ConfigureAwait(false),
        ServiceKind.Process => ProcessService.Read(_service),
        _ => await HttpService.ReadAsync(_service.Url!, context, cancellationToken).ConfigureAwait(false),
    };

    private static ApplicationServiceMetrics Describe(ServiceState state, DateTimeOffset now)
    {
        RunningProcess? process = state is { IsRunning: true, ProcessId: { } processId } ? RunningProcess.Find(processId) : null;
        return new ApplicationServiceMetrics
        {
            State = state.State,
            ProcessId = state.ProcessId,
            Restarts = state.Restarts,
            Uptime = now - process?.Started,
            MemoryBytes = process?.MemoryBytes,
        };
    }

    private static HealthCheck Judge(ServiceState state) => new()
    {
        Name = "running",
        Status = state.IsRunning switch
        {
            true => HealthStatus.Healthy,
            false => HealthStatus.Unhealthy,
            null => HealthStatus.Unknown,
        },
        Required = true,
        Message = state.Message,
    };

    private async Task<ApplicationServiceMetrics> BeatAsync(ApplicationServiceMetrics metrics, List<HealthCheck> checks, ProbeContext context, CancellationToken cancellationToken)
    {
        if (_service.Heartbeat is not { } settings)
        {
            return metrics;
        }

        context.Step = "looking for its heartbeat";
        DateTimeOffset? beat = null;
        await TryAsync("heartbeat", checks, async () =>
        {
            beat = await Heartbeat.ReadAsync(settings, _system.Database, context, cancellationToken).ConfigureAwait(false);
            checks.Add(Heartbeat.Judge(beat, settings, context.Clock.GetUtcNow()));
        }).ConfigureAwait(false);
        return metrics with { LastBeat = beat?.LocalDateTime, BeatAge = context.Clock.GetUtcNow() - beat };
    }

    private async Task<ApplicationServiceMetrics> CountAsync(ApplicationServiceMetrics metrics, List<HealthCheck> checks, ProbeContext context, CancellationToken cancellationToken)
    {
        if (_service.Queue is not { } settings)
        {
            return metrics;
        }

        context.Step = "counting its queue";
        long? depth = null;
        await TryAsync("queue", checks, async () =>
        {
            depth = await Queue.CountAsync(settings, _system, context, cancellationToken).ConfigureAwait(false);
            checks.Add(Queue.Judge(depth.Value, settings));
        }).ConfigureAwait(false);
        return metrics with { QueueDepth = depth };
    }

    // Where the sign of life is kept may be down, which says nothing about the service: it is not known.
    private static async Task TryAsync(string check, List<HealthCheck> checks, Func<Task> read)
    {
        try
        {
            await read().ConfigureAwait(false);
        }
        catch (SysOpsException exception)
        {
            checks.Add(Judgement.Unreadable(check, $"{exception.Message} {exception.Remedy}".TrimEnd(), required: true));
        }
    }
}
