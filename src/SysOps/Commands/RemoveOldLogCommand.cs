using System.Management.Automation;
using SysOps.Binding;
using SysOps.Errors;
using SysOps.Logs.Removing;
using SysOps.Settings;

namespace SysOps.Commands;

/// <summary>Removes logs by age, number, total size or free space.</summary>
[Cmdlet(VerbsCommon.Remove, "OldLog", DefaultParameterSetName = nameof(Path), SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(RemovedLog), typeof(LogRemovalSummary))]
public sealed class RemoveOldLogCommand : SysOpsCommand
{
    private static readonly TimeSpan DefaultAge = TimeSpan.FromDays(30);

    private LogPlaces _places = null!;

    [Parameter(Position = 0, ValueFromPipeline = true, ParameterSetName = nameof(Path))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Path { get; set; }

    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = nameof(LiteralPath))]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[]? LiteralPath { get; set; }

    [Parameter]
    [ValidateRange(0, 100_000)]
    public int? DaysToKeep { get; set; }

    [Parameter]
    [DurationTransformation]
    public TimeSpan? OlderThan { get; set; }

    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? KeepLast { get; set; }

    [Parameter]
    [SizeTransformation]
    [ValidateRange(0L, long.MaxValue)]
    public long? MaximumTotalSize { get; set; }

    [Parameter]
    [ReserveTransformation]
    public SpaceReserve? MinimumFreeSpace { get; set; }

    [Parameter]
    public SwitchParameter Recurse { get; set; }

    [Parameter]
    public SwitchParameter RemoveEmptyFolder { get; set; }

    [Parameter]
    public SwitchParameter Summary { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ConfigurationPath { get; set; }

    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _places = new LogPlaces(SessionState, Recurse);
        Guard(() => _ = Rules());
    }

    protected override void ProcessRecord()
    {
        foreach (string path in Path ?? [])
        {
            Add(() => _places.Add(path));
        }

        foreach (string path in LiteralPath ?? [])
        {
            Add(() => _places.AddLiteral(path));
        }
    }

    protected override void EndProcessing()
    {
        if (Path is null && LiteralPath is null && !MyInvocation.ExpectingInput)
        {
            Guard(() => _places.AddConfigured(SessionConfiguration.Read(new PathResolver(SessionState), ConfigurationPath).Settings));
        }

        if (_places.All is { Count: > 0 } places)
        {
            LogRemovalRequest request = new() { Places = places, Rules = Rules(), RemoveEmptyFolders = RemoveEmptyFolder, PlanOnly = IsWhatIf };
            bool isTold = IsTold(ConfirmImpact.Medium);
            RunAsync((context, cancellationToken) => RemoveAsync(request, new LogRemovalDialogue(this, context, isTold, writes: !Summary), context, cancellationToken));
        }
    }

    private async Task RemoveAsync(LogRemovalRequest request, LogRemovalDialogue dialogue, OperationContext context, CancellationToken cancellationToken)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw new PlatformNotSupportedException("Remove-OldLog needs to know which files are open, which SysOps can find out on Linux only.");
        }

        long started = TimeProvider.System.GetTimestamp();
        await LogRemoval.RunAsync(request with { Logger = context.Logger }, dialogue, cancellationToken).ConfigureAwait(false);
        if (Summary)
        {
            await context.WriteAsync(dialogue.Summary with { Outcome = request.PlanOnly ? LogRemovalOutcome.Planned : LogRemovalOutcome.Removed, Duration = TimeProvider.System.GetElapsedTime(started) }).ConfigureAwait(false);
        }
    }

    private LogRemovalRules Rules()
    {
        if (DaysToKeep is not null && OlderThan is not null)
        {
            throw new SysOpsException(ErrorCatalogue.LogRulesInvalid, "-DaysToKeep and -OlderThan both say from which age logs go.", "Give one of them.", nameof(OlderThan));
        }

        LogRemovalRules rules = new()
        {
            OlderThan = DaysToKeep is { } days ? TimeSpan.FromDays(days) : OlderThan,
            KeepLast = KeepLast,
            MaximumTotalSize = MaximumTotalSize,
            MinimumFreeSpace = MinimumFreeSpace,
        };
        return rules is { OlderThan: null, KeepLast: null, MaximumTotalSize: null, MinimumFreeSpace: null } ? rules with { OlderThan = DefaultAge } : rules;
    }

    // One that is not there does not keep the others.
    private void Add(Action add)
    {
        try
        {
            add();
        }
        catch (SysOpsException exception)
        {
            WriteError(ErrorRecords.From(exception));
        }
    }
}
