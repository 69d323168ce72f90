using System.Management.Automation;
using SysOps.Backups.Restoring;
using SysOps.Binding;

namespace SysOps.Commands;

/// <summary>Says what a restore would do, before it does.</summary>
[Cmdlet(VerbsCommon.Get, "SystemRestorePlan", DefaultParameterSetName = NameSet)]
[OutputType(typeof(RestorePlan))]
public sealed class GetSystemRestorePlanCommand : RestoreCommand
{
    protected override void ProcessRecord()
    {
        RestoreRequest request = null!;
        Guard(() =>
        {
            ReadConfiguration();
            request = ReadRequest();
        });
        RunAsync(async (context, cancellationToken) =>
            await context.WriteAsync(await RestorePlanner.PlanAsync(request, Services(context), cancellationToken).ConfigureAwait(false)).ConfigureAwait(false));
    }
}
