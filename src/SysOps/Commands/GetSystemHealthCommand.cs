using System.Management.Automation;
using SysOps.Binding;
using SysOps.Health;

namespace SysOps.Commands;

/// <summary>Probes the components of the system side by side.</summary>
[Cmdlet(VerbsCommon.Get, "SystemHealth", DefaultParameterSetName = ProbeSet)]
[OutputType(typeof(ComponentHealth), typeof(SystemHealth))]
public sealed class GetSystemHealthCommand : HealthCommand
{
    [Parameter]
    public SwitchParameter Summary { get; set; }

    protected override void ProcessRecord()
    {
        Guard(ReadConfiguration);
        if (Probes.Count > 0)
        {
            RunAsync(Summary ? WriteSummaryAsync : WriteComponentsAsync);
        }
    }

    private async Task WriteComponentsAsync(OperationContext context, CancellationToken cancellationToken)
    {
        await foreach (ComponentHealth component in ProbeAsync(context, cancellationToken).ConfigureAwait(false))
        {
            await context.WriteAsync(component).ConfigureAwait(false);
        }
    }

    private async Task WriteSummaryAsync(OperationContext context, CancellationToken cancellationToken)
    {
        long started = TimeProvider.System.GetTimestamp();
        List<ComponentHealth> components = [];
        await foreach (ComponentHealth component in ProbeAsync(context, cancellationToken).ConfigureAwait(false))
        {
            components.Add(component);
        }

        TimeSpan duration = TimeProvider.System.GetElapsedTime(started);
        await context.WriteAsync(SystemHealth.Of(Configuration.Settings.Name, components, components.Max(component => component.Timestamp), duration)).ConfigureAwait(false);
    }
}
