using System.Management.Automation;
using SysOps.Completion;
using SysOps.Health;
using SysOps.Settings;

namespace SysOps.Binding;

/// <summary>What the cmdlets that probe have in common: which components, how long, by which configuration.</summary>
public abstract class HealthCommand : SysOpsCommand
{
    private protected const string ProbeSet = "Probe";

    [Parameter(Position = 0, ParameterSetName = ProbeSet)]
    [Alias("Component")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ComponentNameCompleter))]
    public string[]? Name { get; set; }

    [Parameter(ParameterSetName = ProbeSet)]
    [ValidateNotNullOrEmpty]
    public HealthCategory[]? Category { get; set; }

    [Parameter(ParameterSetName = ProbeSet)]
    [DurationTransformation]
    public TimeSpan? Timeout { get; set; }

    // In every set: who gives it to all cmdlets by $PSDefaultParameterValues must still be able to pipe health to be tested.
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ConfigurationPath { get; set; }

    private protected SettingsDocument Configuration { get; private set; } = null!;

    private protected IReadOnlyList<IHealthProbe> Probes { get; private set; } = [];

    /// <summary>Reads the configuration and chooses the components; a name that fits none is an error of its own.</summary>
    private protected void ReadConfiguration()
    {
        if (Timeout <= TimeSpan.Zero)
        {
            throw new SysOpsException(ErrorCatalogue.DurationInvalid, "-Timeout must be more than zero.", "Give a duration such as 5s.", Timeout);
        }

        Configuration = SessionConfiguration.Read(new PathResolver(SessionState), ConfigurationPath);
        foreach (SettingsProblem warning in Configuration.Warnings)
        {
            WriteWarning(warning.ToString());
        }

        var selection = new ComponentSelection(Name, Category);
        IReadOnlyList<IHealthProbe> all = ProbeComposition.Compose(Configuration.Settings);
        Probes = selection.Choose(all);
        foreach (SysOpsException missing in selection.Missing(all))
        {
            WriteError(Errors.ErrorRecords.From(missing));
        }
    }

    private protected IAsyncEnumerable<ComponentHealth> ProbeAsync(OperationContext context, CancellationToken cancellationToken)
    {
        var vault = new SessionSecretVault(context, InvokeCommand);
        var run = new HealthRun(new HealthRunOptions
        {
            Secrets = new SecretResolver(new Redactor(), vault),
            Timeout = Timeout,
            Logger = context.Logger,
            Progress = context.Progress,
        });
        return run.RunAsync(Probes, cancellationToken);
    }
}
