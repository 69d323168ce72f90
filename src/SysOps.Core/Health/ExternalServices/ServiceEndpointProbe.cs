using SysOps.Settings;

namespace SysOps.Health.ExternalServices;

/// <summary>What the probes of external services have in common: a service that cannot be used is a result with the reason.</summary>
public abstract class ServiceEndpointProbe : IHealthProbe
{
    protected ServiceEndpointProbe(ExternalServiceSettings settings) => Settings = settings;

    public string Name => Settings.Name;

    public HealthCategory Category => HealthCategory.ExternalService;

    public TimeSpan? Timeout => Settings.Timeout;

    protected ExternalServiceSettings Settings { get; }

    public async Task<ProbeResult> ProbeAsync(ProbeContext context, CancellationToken cancellationToken)
    {
        try
        {
            return await AskAsync(context, cancellationToken).ConfigureAwait(false);
        }
        catch (SysOpsException exception) when (exception.Id == ErrorCatalogue.ServiceUnavailable)
        {
            string message = $"{exception.Message} {exception.Remedy}".TrimEnd();
            return new ProbeResult { Checks = [new HealthCheck { Name = "request", Status = HealthStatus.Unhealthy, Message = message, Required = true }], Error = message };
        }
    }

    protected abstract Task<ProbeResult> AskAsync(ProbeContext context, CancellationToken cancellationToken);

    /// <summary>The check of the answer's time against the configured limits.</summary>
    protected HealthCheck Answered(TimeSpan latency, string message) =>
        Judgement.High("request", latency.TotalSeconds, Units.Seconds, Settings.Latency, message) with { Duration = latency, Required = true };
}
