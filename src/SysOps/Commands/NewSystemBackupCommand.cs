using System.Management.Automation;
using SysOps.Backups;
using SysOps.Backups.Creating;
using SysOps.Binding;
using SysOps.Settings;

namespace SysOps.Commands;

/// <summary>Backs up database, workspaces and configuration as one set.</summary>
[Cmdlet(VerbsCommon.New, "SystemBackup", SupportsShouldProcess = true)]
[OutputType(typeof(SystemBackup))]
public sealed class NewSystemBackupCommand : RepositoryCommand
{
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public BackupComponentKind[]? Component { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Description { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? Tag { get; set; }

    [Parameter]
    [ValidateRange(1, 19)]
    public int? CompressionLevel { get; set; }

    [Parameter]
    public SwitchParameter Full { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[]? Exclude { get; set; }

    [Parameter]
    [DurationTransformation]
    public TimeSpan? LockTimeout { get; set; }

    protected override void ProcessRecord()
    {
        BackupOptions options = null!;
        BackupPlan plan = null!;
        Guard(() => options = ReadOptions());
        RunAsync(async (context, cancellationToken) => plan = await BackupPlanner.PlanAsync(options, Services(context), cancellationToken).ConfigureAwait(false));
        string action = $"Back up {plan} to '{options.Repository}'";
        if (ShouldProcess($"{action}.", $"{action}?", "New-SystemBackup", out ShouldProcessReason reason))
        {
            RunAsync((context, cancellationToken) => MakeAsync(plan, context, cancellationToken));
        }
        else if (reason.HasFlag(ShouldProcessReason.WhatIf))
        {
            WriteObject(plan.ToSystemBackup(TimeProvider.System.GetUtcNow()));
        }
    }

    private BackupOptions ReadOptions()
    {
        PathResolver paths = new(SessionState);
        SettingsDocument configuration = SessionConfiguration.Read(paths, ConfigurationPath);
        foreach (SettingsProblem warning in configuration.Warnings)
        {
            WriteWarning(warning.ToString());
        }

        BackupOptions options = new()
        {
            Settings = configuration.Settings,
            Repository = BackupPlace.Find(paths, Repository, configuration.Settings),
            Components = Component,
            Description = Description,
            Tags = Tag ?? [],
            Full = Full,
            Excludes = Exclude ?? [],
        };
        return options with { CompressionLevel = CompressionLevel ?? options.Backups.CompressionLevel, LockTimeout = LockTimeout ?? options.Backups.LockTimeout };
    }

    private BackupServices Services(OperationContext context) => new()
    {
        Secrets = new SecretResolver(new Redactor(), new SessionSecretVault(context, InvokeCommand)),
        Logger = context.Logger,
        Progress = context.Progress,
    };

    private async Task MakeAsync(BackupPlan plan, OperationContext context, CancellationToken cancellationToken)
    {
        SystemBackup backup = await BackupRun.RunAsync(plan, Services(context), cancellationToken).ConfigureAwait(false);
        foreach (string warning in backup.Warnings)
        {
            await context.WriteWarningAsync(warning).ConfigureAwait(false);
        }

        if (backup.Status is BackupStatus.Partial)
        {
            await context.WriteWarningAsync($"The backup '{backup.Name}' is partial: {backup.Problems.Count} files are not in it as they should be. Its Problems list them; the first is {backup.Problems[0]}").ConfigureAwait(false);
        }

        await context.WriteAsync(backup).ConfigureAwait(false);
    }
}
