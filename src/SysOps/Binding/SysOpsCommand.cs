using System.Management.Automation;
using SysOps.Errors;

namespace SysOps.Binding;

/// <summary>The base of all cmdlets: asynchronous work with cancellation, and errors as records.</summary>
public abstract class SysOpsCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    /// <inheritdoc />
    public void Dispose()
    {
        _stop.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Whether it says that a restore was interrupted: all but the command that ends it.</summary>
    private protected virtual bool WarnsOfInterruptedRestore => true;

    /// <summary>Whether -WhatIf holds, by the parameter or the session's preference: where nothing is asked, no answer tells.</summary>
    private protected bool IsWhatIf => MyInvocation.BoundParameters.TryGetValue("WhatIf", out object? asked) ? LanguagePrimitives.IsTrue(asked) : LanguagePrimitives.IsTrue(GetVariableValue("WhatIfPreference"));

    /// <summary>Whether ShouldProcess shows its text to anybody: as a question, by -WhatIf or by -Verbose.</summary>
    private protected bool IsTold(ConfirmImpact impact) => IsWhatIf
        || MyInvocation.BoundParameters.ContainsKey("Confirm") || MyInvocation.BoundParameters.ContainsKey("Verbose")
        || !Equals(GetVariableValue("VerbosePreference", ActionPreference.SilentlyContinue), ActionPreference.SilentlyContinue)
        || (LanguagePrimitives.TryConvertTo(GetVariableValue("ConfirmPreference"), out ConfirmImpact asked) && asked is not ConfirmImpact.None && asked <= impact);

    /// <inheritdoc />
    protected override void BeginProcessing()
    {
        if (WarnsOfInterruptedRestore && InterruptedRestore.Describe() is { } warning)
        {
            WriteWarning(warning);
        }
    }

    /// <inheritdoc />
    protected sealed override void StopProcessing() => _stop.Cancel();

    /// <summary>Runs the work to its end. What it throws becomes a terminating error; a stop is no error.</summary>
    private protected void RunAsync(Func<OperationContext, CancellationToken, Task> work) =>
        Guard(() => PipelineBridge.Run((bridge, token) => WithProgressAsync(new OperationContext(this, bridge), work, token), _stop.Token));

    /// <summary>Runs a step on the pipeline thread: what it throws becomes a terminating error.</summary>
    private protected void Guard(Action step)
    {
        try
        {
            step();
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (Exception exception) when (!IsOfTheEngine(exception))
        {
            ThrowTerminatingError(ErrorRecords.From(exception));
        }
    }

    private static async Task WithProgressAsync(OperationContext context, Func<OperationContext, CancellationToken, Task> work, CancellationToken token)
    {
        try
        {
            await work(context, token).ConfigureAwait(false);
        }
        finally
        {
            context.CompleteProgress();
        }
    }

    // The engine ends pipelines by exceptions of its own; they must reach it as they are.
    private static bool IsOfTheEngine(Exception exception) =>
        exception is PipelineStoppedException or RuntimeException
        || exception.GetType().Assembly == typeof(PSCmdlet).Assembly;
}
