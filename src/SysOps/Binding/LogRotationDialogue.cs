using System.Management.Automation;
using SysOps.Logs.Rotating;
using SysOps.Settings;

namespace SysOps.Binding;

/// <summary>Asks ShouldProcess about logs that are due, writes what became of each, and runs the script block that tells writers to open new ones.</summary>
/// <param name="cmdlet">Asks.</param>
/// <param name="context">Writes.</param>
/// <param name="reopen">Gets each rotated log as <c>$_</c>; null for none.</param>
internal sealed class LogRotationDialogue(Cmdlet cmdlet, OperationContext context, ScriptBlock? reopen) : IRotationPort
{
    /// <inheritdoc />
    public Task<bool[]> ConfirmAsync(IReadOnlyList<LogRotationResult> planned) => context.OnPipelineAsync(() => planned.Select(Confirm).ToArray());

    /// <inheritdoc />
    public async Task ReportAsync(LogRotationResult result)
    {
        await context.WriteAsync(result).ConfigureAwait(false);
        if (result.Error is { } error)
        {
            await context.WriteErrorAsync(new SysOpsException(ErrorCatalogue.LogRotationFailed, $"'{result.Path}' could not be rotated: {error}", "Mend the cause; the next run goes on from here.", result.Path)).ConfigureAwait(false);
        }
    }

    /// <inheritdoc />
    public async Task ReopenAsync(IReadOnlyList<LogRotationResult> rotated)
    {
        if (reopen is not null && await context.OnPipelineAsync(() => TryReopen(reopen, rotated)).ConfigureAwait(false) is { } error)
        {
            throw new IOException($"The script block of -PostRotate failed: {error}");
        }
    }

    private bool Confirm(LogRotationResult log)
    {
        string action = $"Rotate '{log.Path}' ({Size.Format(log.SizeBytes)}): {log.Reason}{(log.RotatedTo is null ? "" : $"; it becomes '{log.RotatedTo}'")}";
        return cmdlet.ShouldProcess($"{action}.", $"{action}. Go on?", "Invoke-LogRotation");
    }

    // An error of the block is one of these logs: the others are rotated all the same.
    private static string? TryReopen(ScriptBlock reopen, IReadOnlyList<LogRotationResult> rotated)
    {
        try
        {
            foreach (LogRotationResult one in rotated)
            {
                reopen.InvokeWithContext(functionsToDefine: null, [new PSVariable("_", one)], one.Path, one.RotatedTo);
            }

            return null;
        }
        catch (RuntimeException exception) when (exception is not PipelineStoppedException)
        {
            return exception.Message;
        }
    }
}
