using System.Management.Automation;
using SysOps.Binding;
using SysOps.Errors;
using SysOps.Logs.Logrotate;
using SysOps.Logs.Rotating;
using SysOps.Logs.Rules;
using SysOps.Settings;

namespace SysOps.Commands;

/// <summary>Rotates logs by size or time, or by the configurations of logrotate.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "LogRotation", DefaultParameterSetName = nameof(Path), SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(LogRotationResult))]
public sealed class InvokeLogRotationCommand : SysOpsCommand
{
    private const string SystemState = "/var/lib/logrotate/status";

    private readonly List<string> _paths = [];

    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = nameof(Path))]
    [Alias("FullName")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Path { get; set; }

    [Parameter(ParameterSetName = nameof(Path))]
    [SizeTransformation]
    [ValidateRange(0L, long.MaxValue)]
    public long? MinimumSize { get; set; }

    [Parameter(ParameterSetName = nameof(Path))]
    public LogSchedule? Schedule { get; set; }

    [Parameter(ParameterSetName = nameof(Path))]
    [DurationTransformation]
    public TimeSpan? Interval { get; set; }

    [Parameter(ParameterSetName = nameof(Path))]
    [ValidateRange(0, 100_000)]
    public int Keep { get; set; } = 14;

    [Parameter(ParameterSetName = nameof(Path))]
    public LogCompressionMethod Compression { get; set; }

    [Parameter(ParameterSetName = nameof(Path))]
    public SwitchParameter CopyTruncate { get; set; }

    [Parameter(ParameterSetName = nameof(Path))]
    [ValidateNotNullOrEmpty]
    public string? PidFile { get; set; }

    [Parameter(ParameterSetName = nameof(Path))]
    [ValidateNotNullOrEmpty]
    public string? Unit { get; set; }

    [Parameter(Mandatory = true, ParameterSetName = nameof(LogrotateConfiguration))]
    [ValidateNotNullOrEmpty]
    public string[]? LogrotateConfiguration { get; set; }

    [Parameter(ParameterSetName = nameof(LogrotateConfiguration))]
    [ValidateNotNullOrEmpty]
    public string? MailCommand { get; set; }

    [Parameter]
    public ScriptBlock? PostRotate { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? StatePath { get; set; }

    [Parameter]
    public StateLocking StateLock { get; set; }

    [Parameter]
    public SwitchParameter Force { get; set; }

    [Parameter(ParameterSetName = nameof(Path))]
    [ValidateNotNullOrEmpty]
    public string? ConfigurationPath { get; set; }

    protected override void ProcessRecord() => _paths.AddRange(Path ?? []);

    protected override void EndProcessing()
    {
        if (ParameterSetName == nameof(Path) && _paths.Count == 0 && MyInvocation.ExpectingInput)
        {
            return;
        }

        PathResolver resolver = new(SessionState);
        IReadOnlyList<LogRule> rules = [];
        Guard(() => rules = ParameterSetName == nameof(LogrotateConfiguration) ? ReadConfigurations(resolver) : [Rule(resolver)]);
        RotationRequest request = new()
        {
            Rules = rules,
            StatePath = StatePath is null ? UsualState() : resolver.Target(StatePath),
            Locking = StateLock,
            Force = Force,
            PlanOnly = IsWhatIf,
        };
        request = MailCommand is null ? request : request with { MailCommand = MailCommand };
        RunAsync((context, cancellationToken) => OperatingSystem.IsLinux()
            ? LogRotation.RunAsync(request, new LogRotationDialogue(this, context, PostRotate), cancellationToken)
            : throw NotHere());
    }

    private static PlatformNotSupportedException NotHere() => new("Invoke-LogRotation reaches logs through opened folders and asks who writes to them, which SysOps can do on Linux only.");

    private string UsualState() => ParameterSetName == nameof(LogrotateConfiguration) && File.Exists(SystemState) && Environment.IsPrivilegedProcess
        ? SystemState
        : System.IO.Path.Combine(StateFolder.Path, "logrotate.state");

    private IReadOnlyList<LogRule> ReadConfigurations(PathResolver resolver)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw NotHere();
        }

        LogrotateConfiguration configuration = LogrotateReader.Read([.. LogrotateConfiguration!.SelectMany(path => resolver.Existing(path))]);
        foreach (ConfigurationProblem problem in configuration.Problems)
        {
            if (problem.Severity is ProblemSeverity.Warning)
            {
                WriteWarning($"{problem}.");
            }
            else
            {
                WriteError(ErrorRecords.From(new SysOpsException(ErrorCatalogue.LogConfigurationInvalid, $"{problem}.", "Mend the line: what it belongs to was left out, and the rest was rotated.", problem.File)));
            }
        }

        return configuration.Rules;
    }

    private LogRule Rule(PathResolver resolver)
    {
        LogRotationRules rules = new(resolver);
        if (_paths.Count == 0)
        {
            rules.AddConfigured(SessionConfiguration.Read(resolver, ConfigurationPath).Settings);
        }

        _paths.ForEach(rules.Add);
        return rules.ToRule(new LogRuleOptions
        {
            MinimumSize = MinimumSize,
            Schedule = Schedule,
            Interval = Interval,
            Keep = Keep,
            Compression = Compression,
            CopyTruncate = CopyTruncate,
            PidFile = PidFile is null ? null : resolver.Target(PidFile),
            Unit = Unit,
        }.ToRule());
    }
}
