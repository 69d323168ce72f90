using SysOps.Health;
using SysOps.Settings;

namespace SysOps.Testing;

/// <summary>Runs a probe as a health run does, with its time limit.</summary>
public static class Probing
{
    public static async Task<ComponentHealth> RunAsync(IHealthProbe probe, TimeSpan? timeout = null)
    {
        var run = new HealthRun(new HealthRunOptions { Secrets = new SecretResolver(new Redactor()), Timeout = timeout });
        List<ComponentHealth> components = [];
        await foreach (ComponentHealth component in run.RunAsync([probe], CancellationToken.None))
        {
            components.Add(component);
        }

        return components.Single();
    }

    public static HealthCheck Check(this ComponentHealth component, string name) =>
        component.Checks.FirstOrDefault(check => check.Name == name) ?? throw new InvalidOperationException($"There is no check '{name}' among {string.Join(", ", component.Checks)}.");
}
