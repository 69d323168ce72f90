using System.Management.Automation;
using SysOps.Backups;
using SysOps.Backups.Drilling;
using SysOps.Backups.Verifying;
using SysOps.Binding;
using SysOps.Servers.PostgreSql.Libpq;
using SysOps.Settings;

namespace SysOps.Commands;

/// <summary>Tests whether backups are as they were written, and can be read.</summary>
[Cmdlet(VerbsDiagnostic.Test, "SystemBackup", DefaultParameterSetName = NameSet, SupportsShouldProcess = true)]
[OutputType(typeof(BackupTestResult), typeof(bool))]
public sealed class TestSystemBackupCommand : BackupInputCommand
{
    private int _passed;
    private int _tested;

    [Parameter]
    [ValidateRange(0.01, 100)]
    public double SamplePercent { get; set; } = 100;

    [Parameter]
    [DurationTransformation]
    public TimeSpan? MaxDuration { get; set; }

    [Parameter]
    public SwitchParameter Drill { get; set; }

    [Parameter]
    public SwitchParameter OnSource { get; set; }

    [Parameter]
    public SwitchParameter Quiet { get; set; }

    protected override void EndProcessing()
    {
        if (Quiet)
        {
            WriteObject(_tested > 0 && _passed == _tested);
        }
    }

    private protected override void Process(BackupTarget target)
    {
        // A test alone changes nothing but the note of it.
        if ((Drill || IsWhatIf) && !ShouldProcess(target.Name.ToString(), Drill ? "Test, restore into scratch places, compare and remove them" : "Test"))
        {
            return;
        }

        _tested++;
        BackupTestOptions options = null!;
        SystemSettings settings = null!;
        Guard(() =>
        {
            settings = SessionConfiguration.Read(new PathResolver(SessionState), ConfigurationPath).Settings;
            options = ReadOptions(settings.Backups);
        });
        RunAsync((context, cancellationToken) => TestAsync(
            target, options with { Logger = context.Logger, Progress = context.Progress, Drill = Drill ? DrillOptions(settings, context) : null }, context, cancellationToken));
    }

    private BackupTestOptions ReadOptions(BackupSettings? settings)
    {
        if (OnSource && !Drill)
        {
            throw new SysOpsException(ErrorCatalogue.BackupDrillNotPossible, "-OnSource says where a drill restores to, and none was asked for.", "Give -Drill too, or leave -OnSource out.", nameof(OnSource));
        }

        if (MaxDuration <= TimeSpan.Zero)
        {
            throw new SysOpsException(ErrorCatalogue.DurationInvalid, "-MaxDuration must be more than zero.", "Give a duration such as 10m.", MaxDuration);
        }

        BackupTestOptions options = new() { SamplePercent = SamplePercent, MaxDuration = MaxDuration, Programs = new ProgramSearch { Folder = settings?.PostgreSqlPrograms } };
        return settings is null ? options : options with { LockTimeout = settings.LockTimeout };
    }

    private DrillOptions DrillOptions(SystemSettings settings, OperationContext context) => new()
    {
        Settings = settings,
        Secrets = new SecretResolver(new Redactor(), new SessionSecretVault(context, InvokeCommand)),
        OnSource = OnSource,
        Logger = context.Logger,
        Progress = context.Progress,
    };

    private async Task TestAsync(BackupTarget target, BackupTestOptions options, OperationContext context, CancellationToken cancellationToken)
    {
        BackupTestResult result;
        try
        {
            result = await BackupVerifier.VerifyAsync(target.Repository, target.Name, options, cancellationToken).ConfigureAwait(false);
        }
        catch (SysOpsException exception)
        {
            await context.WriteErrorAsync(exception, target.Name.ToString()).ConfigureAwait(false);
            return;
        }

        _passed += result.Result is BackupTestOutcome.Passed ? 1 : 0;
        foreach (string note in result.Notes)
        {
            await context.WriteWarningAsync($"{result.Name}: {note}").ConfigureAwait(false);
        }

        if (!Quiet)
        {
            await context.WriteAsync(result).ConfigureAwait(false);
        }
    }
}
