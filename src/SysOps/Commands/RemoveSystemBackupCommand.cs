using System.Management.Automation;
using SysOps.Backups.Retention;
using SysOps.Binding;
using SysOps.Errors;
using SysOps.Settings;

namespace SysOps.Commands;

/// <summary>Removes the backups that were named, or those that no rule of the retention keeps.</summary>
[Cmdlet(VerbsCommon.Remove, "SystemBackup", DefaultParameterSetName = NameSet, SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(BackupRetentionDecision))]
public sealed class RemoveSystemBackupCommand : BackupInputCommand
{
    private const string PolicySet = nameof(Retention);

    private readonly List<BackupTarget> _targets = [];

    [Parameter(ParameterSetName = PolicySet)]
    public SwitchParameter Retention { get; set; }

    [Parameter(ParameterSetName = PolicySet)]
    [ValidateRange(0, int.MaxValue)]
    public int? KeepLast { get; set; }

    [Parameter(ParameterSetName = PolicySet)]
    [ValidateRange(0, int.MaxValue)]
    public int? KeepHourly { get; set; }

    [Parameter(ParameterSetName = PolicySet)]
    [ValidateRange(0, int.MaxValue)]
    public int? KeepDaily { get; set; }

    [Parameter(ParameterSetName = PolicySet)]
    [ValidateRange(0, int.MaxValue)]
    public int? KeepWeekly { get; set; }

    [Parameter(ParameterSetName = PolicySet)]
    [ValidateRange(0, int.MaxValue)]
    public int? KeepMonthly { get; set; }

    [Parameter(ParameterSetName = PolicySet)]
    [ValidateRange(0, int.MaxValue)]
    public int? KeepYearly { get; set; }

    [Parameter(ParameterSetName = PolicySet)]
    [DurationTransformation]
    public TimeSpan? KeepWithin { get; set; }

    [Parameter(ParameterSetName = NameSet)]
    [Parameter(ParameterSetName = InputSet)]
    public SwitchParameter Force { get; set; }

    [Parameter]
    [DurationTransformation]
    public TimeSpan? LockTimeout { get; set; }

    protected override void EndProcessing()
    {
        List<BackupRemovalRequest> requests = [];
        Guard(() => requests.AddRange(Requests(SessionConfiguration.Read(new PathResolver(SessionState), ConfigurationPath).Settings)));
        foreach (BackupRemovalRequest request in requests)
        {
            IReadOnlyList<BackupRetentionDecision> plan = [];
            RunAsync((_, cancellationToken) => Task.Run(() => plan = BackupRemoval.Plan(request, cancellationToken), cancellationToken));
            HashSet<string> confirmed = Confirm(plan);
            if (IsWhatIf)
            {
                Array.ForEach([.. plan], WritePlanned);
            }
            else
            {
                RunAsync((context, cancellationToken) => BackupRemoval.RunAsync(request with { Logger = context.Logger }, confirmed, (decision, error) => WriteAsync(decision, error, context), cancellationToken));
            }
        }
    }

    private protected override void Process(BackupTarget target) => _targets.Add(target);

    private IEnumerable<BackupRemovalRequest> Requests(SystemSettings settings)
    {
        TimeSpan wait = BackupPlace.LockTimeout(LockTimeout, settings);
        if (ParameterSetName == PolicySet)
        {
            RetentionSettings rules = Rules(settings.Backups?.Retention);
            yield return new BackupRemovalRequest { Repository = BackupPlace.Find(new PathResolver(SessionState), Repository, settings), Decide = (all, now) => RetentionPolicy.Decide(all, rules, now), LockTimeout = wait };
        }

        foreach (IGrouping<string, BackupTarget> group in _targets.GroupBy(target => target.Repository.Path, StringComparer.Ordinal))
        {
            HashSet<string> names = [.. group.Select(target => target.Name.ToString())];
            NamedRemoval removal = new() { Names = names, Explicit = new HashSet<string>(Name ?? [], StringComparer.OrdinalIgnoreCase), Force = Force };
            yield return new BackupRemovalRequest { Repository = group.Key, Decide = removal.Decide, LockTimeout = wait };
        }
    }

    private RetentionSettings Rules(RetentionSettings? configured)
    {
        RetentionSettings rules = configured ?? new RetentionSettings();
        rules = rules with
        {
            Last = KeepLast ?? rules.Last,
            Hourly = KeepHourly ?? rules.Hourly,
            Daily = KeepDaily ?? rules.Daily,
            Weekly = KeepWeekly ?? rules.Weekly,
            Monthly = KeepMonthly ?? rules.Monthly,
            Yearly = KeepYearly ?? rules.Yearly,
            Within = KeepWithin ?? rules.Within,
        };
        return rules.IsEmpty ? throw new SysOpsException(ErrorCatalogue.BackupRetentionEmpty, "No rule says which backups are kept.", "Add \"retention\": { \"daily\": 7 } or the like to backups in sysops.json, or give -KeepLast, -KeepDaily and the like.", "backups.retention") : rules;
    }

    private HashSet<string> Confirm(IReadOnlyList<BackupRetentionDecision> plan)
    {
        HashSet<string> confirmed = new(StringComparer.Ordinal);
        foreach (BackupRetentionDecision decision in plan.Where(decision => decision.Decision is RetentionVerdict.Remove))
        {
            string action = $"Remove the backup '{decision.Name}' ({decision.Status}, {Duration.Describe(decision.Age)} old, {Size.Format(decision.SizeBytes)}): {string.Join(", ", decision.Reasons)}";
            if (ShouldProcess($"{action}.", $"{action}. Go on?", "Remove-SystemBackup"))
            {
                confirmed.Add(decision.Name);
            }
        }

        return confirmed;
    }

    private void WritePlanned(BackupRetentionDecision decision)
    {
        if (decision.Outcome is RetentionOutcome.Refused)
        {
            WriteError(ErrorRecords.From(RemovalRefusal.Of(decision)));
        }

        WriteObject(decision.Outcome is RetentionOutcome.Refused ? decision : decision with { Outcome = RetentionOutcome.Planned });
    }

    private static async Task WriteAsync(BackupRetentionDecision decision, SysOpsException? error, OperationContext context)
    {
        if (error is not null || decision.Outcome is RetentionOutcome.Refused)
        {
            await context.WriteErrorAsync(error ?? RemovalRefusal.Of(decision), decision.Name).ConfigureAwait(false);
        }

        await context.WriteAsync(decision).ConfigureAwait(false);
    }
}
