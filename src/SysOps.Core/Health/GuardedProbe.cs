using System.Globalization;
using SysOps.Settings;

namespace SysOps.Health;

/// <summary>One probe in its run: a time limit that holds even when the probe does not keep it, and a result whatever happens.</summary>
internal sealed class GuardedProbe
{
    private readonly IHealthProbe _probe;
    private readonly HealthRunOptions _options;
    private readonly TimeSpan _timeout;
    private long _started;

    public GuardedProbe(IHealthProbe probe, HealthRunOptions options)
    {
        _probe = probe;
        _options = options;
        _timeout = options.Timeout ?? probe.Timeout ?? HealthRunOptions.DefaultTimeout;
    }

    /// <summary>The component's health; throws only when the run itself is cancelled.</summary>
    public async Task<ComponentHealth> RunAsync(CancellationToken cancellationToken)
    {
        _started = _options.Clock.GetTimestamp();
        using var limit = new CancellationTokenSource(_timeout, _options.Clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        CancellationToken token = linked.Token;
        var context = new ProbeContext(_options.Secrets, _timeout, _options.Clock, _options.Logger);

        // On a thread of its own: a probe may block before its first await, and must not hold up the others.
        Task<ProbeResult> probing = Task.Run(() => _probe.ProbeAsync(context, token), CancellationToken.None);
        try
        {
            await CompletionOrCancellationAsync(probing, token).ConfigureAwait(false);
            return Compose(await probing.WaitAsync(_options.Grace, _options.Clock, CancellationToken.None).ConfigureAwait(false));
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException && limit.IsCancellationRequested)
        {
            return Compose(Failure(HealthStatus.Unhealthy, string.Create(CultureInfo.InvariantCulture, $"No answer within {_timeout.TotalSeconds:0.###} s{(context.Step is null ? "" : $" while {context.Step}")}.")));
        }
        catch (SysOpsException exception)
        {
            HealthLog.ProbeFailed(_options.Logger, _probe.Name, exception.Id.Name);
            return Compose(Failure(StatusFor(exception.Kind), $"{exception.Message} {exception.Remedy}".TrimEnd()));
        }
        catch (Exception exception)
        {
            HealthLog.ProbeBroke(_options.Logger, _probe.Name, _options.Secrets.Redactor.Redact(exception.ToString()));
            return Compose(Failure(HealthStatus.Unknown, $"The probe itself failed ({exception.GetType().Name}): {exception.Message}"));
        }
    }

    private static async Task CompletionOrCancellationAsync(Task probing, CancellationToken token)
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (token.UnsafeRegister(static source => ((TaskCompletionSource)source!).TrySetResult(), cancelled).ConfigureAwait(false))
        {
            await Task.WhenAny(probing, cancelled.Task).ConfigureAwait(false);
        }
    }

    // What is down or refuses us is unhealthy; what keeps us from looking at all leaves it unknown.
    private static HealthStatus StatusFor(ErrorKind kind) =>
        kind is ErrorKind.Unavailable or ErrorKind.Denied or ErrorKind.Timeout or ErrorKind.Corrupt ? HealthStatus.Unhealthy : HealthStatus.Unknown;

    private static ProbeResult Failure(HealthStatus status, string message) => new()
    {
        Checks = [new HealthCheck { Name = "probe", Status = status, Message = message, Required = true }],
        Error = message,
    };

    private ComponentHealth Compose(ProbeResult result)
    {
        Redactor redactor = _options.Secrets.Redactor;
        HealthCheck[] checks = [.. result.Checks.Select(check => check with { Message = redactor.Redact(check.Message) })];
        HealthStatus status = ComponentVerdict.StatusOf(checks);
        HealthLog.Probed(_options.Logger, _probe.Name, status, Math.Round(_options.Clock.GetElapsedTime(_started).TotalMilliseconds, 1));
        return new ComponentHealth
        {
            Name = _probe.Name,
            Category = _probe.Category,
            Status = status,
            Latency = result.Latency,
            Message = redactor.Redact(ComponentVerdict.MessageOf(result)),
            Checks = checks,
            Alerts = ComponentVerdict.AlertsOf(_probe.Name, checks),
            Metrics = result.Metrics,
            Error = result.Error is null ? null : redactor.Redact(result.Error),
            Timestamp = _options.Clock.GetLocalNow().LocalDateTime,
            ComputerName = Environment.MachineName,
        };
    }
}
