using System.Management.Automation;
using SysOps.Binding;
using SysOps.Health;

namespace SysOps.Commands;

/// <summary>Whether the system is at worst as bad as asked.</summary>
[Cmdlet(VerbsDiagnostic.Test, "SystemHealth", DefaultParameterSetName = ProbeSet)]
[OutputType(typeof(bool))]
public sealed class TestSystemHealthCommand : HealthCommand
{
    private const string InputSet = "Input";

    private readonly List<HealthStatus> _statuses = [];

    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = InputSet)]
    [ValidateNotNull]
    public PSObject[]? InputObject { get; set; }

    [Parameter]
    public HealthStatus AtWorst { get; set; } = HealthStatus.Degraded;

    protected override void ProcessRecord()
    {
        foreach (PSObject item in InputObject ?? [])
        {
            Guard(() => _statuses.Add(PipedHealth.StatusOf(item)));
        }
    }

    protected override void EndProcessing()
    {
        // An empty pipeline leaves the parameter set open: that is nothing to test, not a wish to probe.
        if (ParameterSetName == ProbeSet && !MyInvocation.ExpectingInput)
        {
            Guard(ReadConfiguration);
            RunAsync(ProbeAllAsync);
        }

        if (_statuses.Count == 0)
        {
            WriteWarning("There was no component to test, so nothing is known to be healthy.");
        }

        WriteObject(_statuses.Count > 0 && _statuses.Max() <= AtWorst);
    }

    private async Task ProbeAllAsync(OperationContext context, CancellationToken cancellationToken)
    {
        await foreach (ComponentHealth component in ProbeAsync(context, cancellationToken).ConfigureAwait(false))
        {
            _statuses.Add(component.Status);
        }
    }
}
