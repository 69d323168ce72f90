using System.Management.Automation;
using SysOps.Backups;
using SysOps.Backups.Verifying;
using SysOps.Binding;
using SysOps.Servers.PostgreSql.Libpq;
using SysOps.Settings;

namespace SysOps.Commands;

/// <summary>Tests whether backups are as they were written, and can be read.</summary>
[Cmdlet(VerbsDiagnostic.Test, "SystemBackup", DefaultParameterSetName = NameSet)]
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
        _tested++;
        BackupTestOptions options = null!;
        Guard(() => options = ReadOptions());
        RunAsync((context, cancellationToken) => TestAsync(target, options with { Logger = context.Logger, Progress = context.Progress }, context, cancellationToken));
    }

    private BackupTestOptions ReadOptions()
    {
        if (MaxDuration <= TimeSpan.Zero)
        {
            throw new SysOpsException(ErrorCatalogue.DurationInvalid, "-MaxDuration must be more than zero.", "Give a duration such as 10m.", MaxDuration);
        }

        BackupSettings? settings = SessionConfiguration.Read(new PathResolver(SessionState), ConfigurationPath).Settings.Backups;
        BackupTestOptions options = new() { SamplePercent = SamplePercent, MaxDuration = MaxDuration, Programs = new ProgramSearch { Folder = settings?.PostgreSqlPrograms } };
        return settings is null ? options : options with { LockTimeout = settings.LockTimeout };
    }

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
