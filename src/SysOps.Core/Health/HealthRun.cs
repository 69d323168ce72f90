using System.Runtime.CompilerServices;
using SysOps.Settings;

namespace SysOps.Health;

/// <summary>Runs probes side by side: each with its own time limit, none able to hide or to delay another.</summary>
public sealed class HealthRun
{
    private readonly HealthRunOptions _options;

    public HealthRun(HealthRunOptions options) => _options = options;

    /// <summary>
    /// The components in the order of the probes, each as soon as it and all before it are done. Leaving the
    /// enumeration early, or cancelling it, cancels the probes that still run and waits for their clean-up.
    /// </summary>
    public async IAsyncEnumerable<ComponentHealth> RunAsync(IReadOnlyList<IHealthProbe> probes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        HealthLog.Starting(_options.Logger, probes.Count, _options.Timeout is { } limit ? Duration.Format(limit) : "its own limit");
        Task<ComponentHealth>[] running = [.. probes.Select(probe => new GuardedProbe(probe, _options).RunAsync(stop.Token))];
        try
        {
            for (int index = 0; index < running.Length; index++)
            {
                Report(probes, running, index);
                yield return await running[index].ConfigureAwait(false);
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await ((Task)Task.WhenAll(running)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Report(IReadOnlyList<IHealthProbe> probes, Task[] running, int index) => _options.Progress?.Report(new OperationProgress
    {
        Activity = "Probing components",
        Status = probes[index].Name,
        Done = running.Count(task => task.IsCompleted),
        Total = running.Length,
    });
}
