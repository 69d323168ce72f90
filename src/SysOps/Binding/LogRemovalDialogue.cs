using System.Management.Automation;
using SysOps.Logs.Removing;
using SysOps.Settings;

namespace SysOps.Binding;

/// <summary>Asks ShouldProcess about each log, and writes what went, or counts it.</summary>
/// <param name="cmdlet">Asks.</param>
/// <param name="context">Writes.</param>
/// <param name="isTold">Whether ShouldProcess shows what it is given: a question, -WhatIf or -Verbose.</param>
/// <param name="writes">Whether each log is written; else they are only counted.</param>
internal sealed class LogRemovalDialogue(Cmdlet cmdlet, OperationContext context, bool isTold, bool writes) : ILogRemovalPort
{
    private LogRemovalSummary _summary = new() { Outcome = LogRemovalOutcome.Removed, Files = 0, Folders = 0, FreedBytes = 0, Failed = 0, Duration = TimeSpan.Zero };

    /// <summary>So far.</summary>
    public LogRemovalSummary Summary => _summary;

    /// <inheritdoc />
    public Task<bool[]> ConfirmAsync(IReadOnlyList<RemovedLog> planned) => context.OnPipelineAsync(() => planned.Select(Confirm).ToArray());

    /// <inheritdoc />
    public Task ReportAsync(IReadOnlyList<RemovedLog> logs)
    {
        int folders = logs.Count(log => log.IsFolder);
        _summary = _summary with
        {
            Outcome = logs[0].Outcome,
            Files = _summary.Files + logs.Count - folders,
            Folders = _summary.Folders + folders,
            FreedBytes = _summary.FreedBytes + logs.Sum(log => log.SizeBytes),
        };
        return writes ? context.WriteAllAsync(logs) : Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task ReportErrorAsync(SysOpsException error)
    {
        _summary = _summary with { Failed = _summary.Failed + 1 };
        return context.WriteErrorAsync(error);
    }

    private bool Confirm(RemovedLog log)
    {
        // A hundred thousand descriptions that nobody sees take longer than the removal.
        if (!isTold)
        {
            return cmdlet.ShouldProcess(log.Path, log.Reason, "Remove-OldLog");
        }

        string action = $"Remove '{log.Path}' ({Size.Format(log.SizeBytes)}, {Duration.Describe(log.Age)} old): {log.Reason}";
        return cmdlet.ShouldProcess($"{action}.", $"{action}. Go on?", "Remove-OldLog");
    }
}
