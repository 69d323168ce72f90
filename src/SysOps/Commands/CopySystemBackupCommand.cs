using System.Management.Automation;
using SysOps.Backups;
using SysOps.Backups.Copying;
using SysOps.Backups.Repositories;
using SysOps.Binding;
using SysOps.Settings;

namespace SysOps.Commands;

/// <summary>Copies backups, each with all that it builds on, into another repository.</summary>
[Cmdlet(VerbsCommon.Copy, "SystemBackup", DefaultParameterSetName = NameSet, SupportsShouldProcess = true)]
[OutputType(typeof(SystemBackup))]
public sealed class CopySystemBackupCommand : BackupInputCommand
{
    private readonly HashSet<string> _written = new(StringComparer.Ordinal);

    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string? Destination { get; set; }

    [Parameter]
    [DurationTransformation]
    public TimeSpan? LockTimeout { get; set; }

    private protected override void Process(BackupTarget target)
    {
        BackupCopyRequest request = null!;
        Guard(() => request = Request(target, SessionConfiguration.Read(new PathResolver(SessionState), ConfigurationPath).Settings));
        if (Plan(request) is not { } plan)
        {
            return;
        }

        string action = $"Copy {plan} to '{request.Destination}'";
        if (ShouldProcess($"{action}.", $"{action}?", "Copy-SystemBackup", out ShouldProcessReason reason))
        {
            Array.ForEach([.. Copy(request)], Write);
        }
        else if (reason.HasFlag(ShouldProcessReason.WhatIf))
        {
            Array.ForEach([.. plan.Told], one => Write(Planned(one, request.Destination)));
        }
    }

    private BackupCopyRequest Request(BackupTarget target, SystemSettings settings) => new()
    {
        Source = target.Repository,
        Name = target.Name,
        Destination = new PathResolver(SessionState).Target(Destination!),
        Reserve = settings.Backups?.Reserve ?? SpaceReserve.Default,
        LockTimeout = BackupPlace.LockTimeout(LockTimeout, settings),
    };

    private BackupCopyPlan? Plan(BackupCopyRequest request)
    {
        BackupCopyPlan? plan = null;
        RunAsync((context, cancellationToken) => OrErrorAsync(async () => plan = await Task.Run(() => CopyPlanner.Plan(request), cancellationToken).ConfigureAwait(false), request, context));
        return plan;
    }

    // Written when both repositories are free again: whoever is next in the pipeline wants to look into them.
    private IReadOnlyList<SystemBackup> Copy(BackupCopyRequest request)
    {
        IReadOnlyList<SystemBackup> copies = [];
        RunAsync((context, cancellationToken) => OrErrorAsync(
            async () => copies = await BackupCopy.RunAsync(request with { Logger = context.Logger, Progress = context.Progress }, cancellationToken).ConfigureAwait(false), request, context));
        return copies;
    }

    // What is wrong with one backup keeps no other from being copied; what is wrong with a repository does.
    private static async Task OrErrorAsync(Func<Task> step, BackupCopyRequest request, OperationContext context)
    {
        try
        {
            await step().ConfigureAwait(false);
        }
        catch (SysOpsException exception) when (exception.Target is string name && BackupName.TryParse(name, out _))
        {
            await context.WriteErrorAsync(exception, request.Name.ToString()).ConfigureAwait(false);
        }
    }

    private void Write(SystemBackup backup)
    {
        if (_written.Add(backup.Path))
        {
            WriteObject(backup);
        }
    }

    private static SystemBackup Planned(CopiedBackup one, string destination)
    {
        SystemBackup backup = SystemBackups.From(one.Manifest, Path.Combine(destination, one.Name.ToString()));
        return one.IsPresent ? backup : backup with { Status = BackupStatus.Planned };
    }
}
