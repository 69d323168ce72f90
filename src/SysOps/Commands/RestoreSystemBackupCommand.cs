using System.Management.Automation;
using SysOps.Backups;
using SysOps.Backups.Repositories;
using SysOps.Backups.Restoring;
using SysOps.Binding;

namespace SysOps.Commands;

/// <summary>Brings a backup, or a part of it, back; or ends a restore that was interrupted.</summary>
[Cmdlet(VerbsData.Restore, "SystemBackup", DefaultParameterSetName = NameSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(RestoreResult), typeof(RestorePlan), typeof(SystemBackup))]
public sealed class RestoreSystemBackupCommand : RestoreCommand
{
    private const string PlanSet = nameof(Plan);
    private const string ResumeSet = nameof(Resume);
    private const string RollbackSet = nameof(Rollback);

    [Parameter(Mandatory = true, ParameterSetName = PlanSet)]
    [ValidateNotNull]
    public RestorePlan? Plan { get; set; }

    [Parameter(ParameterSetName = NameSet)]
    [Parameter(ParameterSetName = InputSet)]
    [Parameter(ParameterSetName = PlanSet)]
    [ValidateNotNullOrEmpty]
    public string? SystemName { get; set; }

    [Parameter(ParameterSetName = NameSet)]
    [Parameter(ParameterSetName = InputSet)]
    [Parameter(ParameterSetName = PlanSet)]
    public SwitchParameter PassThru { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = ResumeSet)]
    public SwitchParameter Resume { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = RollbackSet)]
    public SwitchParameter Rollback { get; set; }

    private protected override bool WarnsOfInterruptedRestore => !EndsInterrupted;

    private bool EndsInterrupted => ParameterSetName is ResumeSet or RollbackSet;

    protected override void ProcessRecord()
    {
        if (EndsInterrupted)
        {
            End();
            return;
        }

        RestorePlan plan = MakePlan();
        BackupComponentKind[] confirmed = Confirm(plan, out bool isWhatIf);
        if (isWhatIf)
        {
            WriteObject(plan);
        }
        else if (confirmed.Length > 0)
        {
            Guard(() => ProductionGuard.Require(plan, SystemName, Host));
            RestorePlan chosen = plan with { Request = plan.Request with { Components = confirmed } };
            RunAsync((context, cancellationToken) => RestoreAsync(chosen, context, cancellationToken));
        }
    }

    private RestorePlan MakePlan()
    {
        RestorePlan? plan = null;
        RestoreRequest request = null!;
        Guard(() =>
        {
            plan = Plan ?? PipedPlan();
            ConfigurationPath ??= plan?.ConfigurationPath;
            ReadConfiguration();
            request = plan?.Request ?? ReadRequest();
        });
        if (plan is null)
        {
            RunAsync(async (context, cancellationToken) => plan = await RestorePlanner.PlanAsync(request, Services(context), cancellationToken).ConfigureAwait(false));
        }

        return plan!;
    }

    private RestorePlan? PipedPlan() => InputObject?.BaseObject is not RestorePlan plan ? null
        : MyInvocation.BoundParameters.Keys.Intersect([nameof(Component), nameof(Include), nameof(Destination), nameof(DatabaseName), nameof(Overwrite), nameof(Mirror), nameof(NoOwner), nameof(RemovePrevious), nameof(Force)], StringComparer.OrdinalIgnoreCase).FirstOrDefault() is { } more
            ? throw new SysOpsException(ErrorCatalogue.RestoreNotPossible, $"A plan says itself what is restored and how, so -{more} cannot be given with it.", "Make the plan with it: Get-SystemRestorePlan takes the same parameters.", more)
            : plan;

    // Whoever is asked must know that it can be done.
    private BackupComponentKind[] Confirm(RestorePlan plan, out bool isWhatIf)
    {
        List<BackupComponentKind> confirmed = [];
        isWhatIf = false;
        foreach (RestorePlanItem item in plan.Items)
        {
            string action = $"Restore {item.Name} of {plan.Backup} to {item.Target}: {RestoreSummary.Of(item)}";
            if (ShouldProcess($"{action}.", $"{action}. Go on?", "Restore-SystemBackup", out ShouldProcessReason reason))
            {
                confirmed.Add(item.Kind);
            }

            isWhatIf |= reason.HasFlag(ShouldProcessReason.WhatIf);
        }

        return [.. confirmed];
    }

    private void End()
    {
        string action = Resume ? "Finish the interrupted restore" : "Take the interrupted restore back";
        if (!ShouldProcess($"{action}.", $"{action}?", "Restore-SystemBackup"))
        {
            return;
        }

        Guard(() =>
        {
            ConfigurationPath ??= RestoreJournals.Default.List() is [var path, ..] ? RestoreJournals.Read(path).ConfigurationPath : null;
            ReadConfiguration();
        });
        RunAsync(async (context, cancellationToken) =>
        {
            RestoreResult result = await (Resume ? RestoreRecovery.ResumeAsync(Services(context), cancellationToken) : RestoreRecovery.RollbackAsync(Services(context), cancellationToken)).ConfigureAwait(false);
            await WarnAsync(result, context).ConfigureAwait(false);
            await context.WriteAsync(result).ConfigureAwait(false);
        });
    }

    private async Task RestoreAsync(RestorePlan plan, OperationContext context, CancellationToken cancellationToken)
    {
        RestoreResult result = await RestoreRun.RunAsync(plan, Services(context), cancellationToken).ConfigureAwait(false);
        await WarnAsync(result, context).ConfigureAwait(false);
        await context.WriteAsync(PassThru ? BackupRepository.Open(plan.Request.Repository).List(cancellationToken).First(backup => backup.Name == result.Backup) : result).ConfigureAwait(false);
    }

    private static async Task WarnAsync(RestoreResult result, OperationContext context)
    {
        if (result.Outcome is RestoreOutcome.Partial)
        {
            await context.WriteWarningAsync($"The restore of '{result.Backup}' is partial: {result.Problems.Count} entries are not restored as they were. Its Problems list them; the first is {result.Problems[0]}").ConfigureAwait(false);
        }
    }
}
