using SysOps.Health;
using SysOps.Settings;

namespace SysOps.Testing;

/// <summary>Runs a probe as a health run does, with its time limit. One that does not keep it fails, instead of hanging the tests.</summary>
public static class Probing
{
    // Beyond the limit and the run's grace, for a machine that has much else to do.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(20);

    public static async Task<ComponentHealth> RunAsync(IHealthProbe probe, TimeSpan? timeout = null)
    {
        var run = new HealthRun(new HealthRunOptions { Secrets = new SecretResolver(new Redactor()), Timeout = timeout });
        List<ComponentHealth> components = [];
        using var bound = new CancellationTokenSource((timeout ?? probe.Timeout ?? HealthRunOptions.DefaultTimeout) + Slack);
        try
        {
            await foreach (ComponentHealth component in run.RunAsync([probe], bound.Token))
            {
                components.Add(component);
            }
        }
        catch (OperationCanceledException exception)
        {
            throw new TimeoutException($"The probe '{probe.Name}' does not keep its time limit.", exception);
        }

        return components.Single();
    }

    public static HealthCheck Check(this ComponentHealth component, string name) =>
        component.Checks.FirstOrDefault(check => check.Name == name) ?? throw new InvalidOperationException($"There is no check '{name}' among {string.Join(", ", component.Checks)}.");
}
