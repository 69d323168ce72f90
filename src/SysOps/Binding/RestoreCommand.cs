using System.Management.Automation;
using SysOps.Backups;
using SysOps.Backups.Restoring;
using SysOps.Completion;
using SysOps.Health;
using SysOps.Services;
using SysOps.Settings;

namespace SysOps.Binding;

/// <summary>What planning and restoring have in common: of which backup what, to where, and how.</summary>
public abstract class RestoreCommand : SysOpsCommand
{
    private protected const string NameSet = nameof(Name);
    private protected const string InputSet = nameof(InputObject);

    [Parameter(Mandatory = true, Position = 0, ParameterSetName = NameSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(BackupNameCompleter))]
    public string? Name { get; set; }

    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = InputSet)]
    [ValidateNotNull]
    public PSObject? InputObject { get; set; }

    [Parameter(ParameterSetName = NameSet)]
    [Parameter(ParameterSetName = InputSet)]
    [ValidateNotNullOrEmpty]
    public BackupComponentKind[]? Component { get; set; }

    [Parameter(ParameterSetName = NameSet)]
    [Parameter(ParameterSetName = InputSet)]
    [ValidateNotNullOrEmpty]
    public string[]? Include { get; set; }

    [Parameter(ParameterSetName = NameSet)]
    [Parameter(ParameterSetName = InputSet)]
    [ValidateNotNullOrEmpty]
    public string? Destination { get; set; }

    [Parameter(ParameterSetName = NameSet)]
    [Parameter(ParameterSetName = InputSet)]
    [ValidateNotNullOrEmpty]
    public string? DatabaseName { get; set; }

    [Parameter(ParameterSetName = NameSet)]
    [Parameter(ParameterSetName = InputSet)]
    public OverwriteMode Overwrite { get; set; }

    [Parameter(ParameterSetName = NameSet)]
    [Parameter(ParameterSetName = InputSet)]
    public SwitchParameter Mirror { get; set; }

    [Parameter(ParameterSetName = NameSet)]
    [Parameter(ParameterSetName = InputSet)]
    public SwitchParameter NoOwner { get; set; }

    [Parameter(ParameterSetName = NameSet)]
    [Parameter(ParameterSetName = InputSet)]
    public SwitchParameter RemovePrevious { get; set; }

    [Parameter(ParameterSetName = NameSet)]
    [Parameter(ParameterSetName = InputSet)]
    public SwitchParameter Force { get; set; }

    [Parameter(ParameterSetName = NameSet)]
    [ValidateNotNullOrEmpty]
    public string? Repository { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ConfigurationPath { get; set; }

    private protected SystemSettings Settings { get; private set; } = SettingsDocument.Empty.Settings;

    private protected void ReadConfiguration()
    {
        SettingsDocument configuration = SessionConfiguration.Read(new PathResolver(SessionState), ConfigurationPath);
        foreach (SettingsProblem warning in configuration.Warnings)
        {
            WriteWarning(warning.ToString());
        }

        Settings = configuration.Settings;
    }

    /// <exception cref="SysOpsException">What was piped is no backup; a pattern is empty; no repository is known.</exception>
    private protected RestoreRequest ReadRequest()
    {
        PathResolver paths = new(SessionState);
        if (Include?.FirstOrDefault(pattern => pattern.AsSpan().Trim('/').IsEmpty) is { } empty)
        {
            throw new SysOpsException(ErrorCatalogue.RestoreNotPossible, $"'{empty}' is no pattern of paths.", "Write one such as 'papers' or '**/*.txt'.", empty);
        }

        (string repository, string name) = ParameterSetName == InputSet ? Piped(paths) : (BackupPlace.Find(paths, Repository, Settings), Name!);
        return new RestoreRequest
        {
            Backup = name,
            Repository = repository,
            Components = Component,
            Include = Include ?? [],
            Destination = Destination is null ? null : paths.Target(Destination),
            DatabaseName = DatabaseName,
            Overwrite = Overwrite,
            Mirror = Mirror,
            NoOwner = NoOwner,
            Force = Force,
            RemovePrevious = RemovePrevious,
        };
    }

    private protected RestoreServices Services(OperationContext context)
    {
        SecretResolver secrets = new(new Redactor(), new SessionSecretVault(context, InvokeCommand));
        return new RestoreServices
        {
            Settings = Settings,
            Secrets = secrets,
            Logger = context.Logger,
            Progress = context.Progress,
            RunningServices = cancellationToken => RunningAsync(secrets, cancellationToken),
        };
    }

    private (string Repository, string Name) Piped(PathResolver paths) => PipedBackup.Read(InputObject!) switch
    {
        { } backup => (backup.Repository, backup.Name.ToString()),
        null when InputObject!.BaseObject is string name => (BackupPlace.Find(paths, Repository, Settings), name),
        _ => throw new SysOpsException(ErrorCatalogue.BackupInputInvalid, $"'{InputObject}' is no backup.", "Pipe the output of Get-SystemBackup, or a name.", InputObject),
    };

    // One whose state cannot be known does not stand in the way.
    private async Task<IReadOnlyList<string>> RunningAsync(SecretResolver secrets, CancellationToken cancellationToken)
    {
        List<string> running = [];
        await foreach (ComponentHealth service in new HealthRun(new HealthRunOptions { Secrets = secrets }).RunAsync(ServiceProbes.Create(Settings), cancellationToken).ConfigureAwait(false))
        {
            if (service.Status is HealthStatus.Healthy or HealthStatus.Degraded)
            {
                running.Add(service.Name);
            }
        }

        return running;
    }
}
