using System.Management.Automation;
using SysOps.Backups;
using SysOps.Backups.Labels;
using SysOps.Backups.Repositories;
using SysOps.Binding;
using SysOps.Errors;

namespace SysOps.Commands;

/// <summary>Changes what may be changed of backups: description, tags, and whether they are pinned.</summary>
[Cmdlet(VerbsCommon.Set, "SystemBackup", DefaultParameterSetName = NameSet, SupportsShouldProcess = true)]
[OutputType(typeof(SystemBackup))]
public sealed class SetSystemBackupCommand : BackupInputCommand
{
    private LabelChange _change = null!;
    private TimeSpan _lockTimeout;

    [Parameter]
    [AllowEmptyString]
    [ValidateNotNull]
    public string? Description { get; set; }

    [Parameter]
    [AllowEmptyCollection]
    [ValidateNotNull]
    public string[]? Tag { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? AddTag { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? RemoveTag { get; set; }

    [Parameter]
    public SwitchParameter Pin { get; set; }

    [Parameter]
    public SwitchParameter Unpin { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    [Parameter]
    [DurationTransformation]
    public TimeSpan? LockTimeout { get; set; }

    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        Guard(() =>
        {
            _change = ReadChange();
            _change.Validate();
            _lockTimeout = BackupPlace.LockTimeout(LockTimeout, SessionConfiguration.Read(new PathResolver(SessionState), ConfigurationPath).Settings);
        });
    }

    private protected override void Process(BackupTarget target)
    {
        if (Plan(target) is not { } planned)
        {
            return;
        }

        string action = $"Set the labels of the backup '{planned.Name}': {Describe(planned)}";
        if (ShouldProcess($"{action}.", $"{action}?", "Set-SystemBackup", out ShouldProcessReason reason))
        {
            RunAsync((context, cancellationToken) => SetAsync(target, context, cancellationToken));
        }
        else if (PassThru && reason.HasFlag(ShouldProcessReason.WhatIf))
        {
            WriteObject(planned);
        }
    }

    private LabelChange ReadChange() => new()
    {
        Description = Description,
        Tags = Tag,
        Added = AddTag ?? [],
        Removed = RemoveTag ?? [],
        Pinned = (Pin.IsPresent, Unpin.IsPresent) switch
        {
            (true, true) => throw new SysOpsException(ErrorCatalogue.BackupLabelsInvalid, "-Pin and -Unpin cannot both be.", "Give one of the two.", "Pin"),
            (true, false) => true,
            (false, true) => false,
            _ => null,
        },
    };

    private SystemBackup? Plan(BackupTarget target)
    {
        try
        {
            return BackupLabelling.Plan(target.Repository, target.Name, _change);
        }
        catch (SysOpsException exception)
        {
            WriteError(ErrorRecords.From(exception, target.Name.ToString()));
            return null;
        }
    }

    private async Task SetAsync(BackupTarget target, OperationContext context, CancellationToken cancellationToken)
    {
        LockRequest request = new() { Mode = RepositoryLockMode.Exclusive, Operation = "Set-SystemBackup", Timeout = _lockTimeout };
        try
        {
            SystemBackup backup = await BackupLabelling.RunAsync(target.Repository.Path, target.Name, _change, request, cancellationToken).ConfigureAwait(false);
            if (PassThru)
            {
                await context.WriteAsync(backup).ConfigureAwait(false);
            }
        }
        catch (SysOpsException exception)
        {
            await context.WriteErrorAsync(exception, target.Name.ToString()).ConfigureAwait(false);
        }
    }

    private static string Describe(SystemBackup backup) => string.Join(
        ", ", new[] { backup.Pinned ? "pinned" : "not pinned", backup.Tags.Count > 0 ? $"tags {string.Join(", ", backup.Tags)}" : "no tags", backup.Description is { } text ? $"'{text}'" : null }.OfType<string>());
}
