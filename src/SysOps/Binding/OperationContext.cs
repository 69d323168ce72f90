using System.Management.Automation;
using Microsoft.Extensions.Logging;
using SysOps.Errors;

namespace SysOps.Binding;

/// <summary>What asynchronous work may do with the cmdlet it runs for, from any thread.</summary>
internal sealed class OperationContext
{
    private readonly Cmdlet _cmdlet;
    private readonly PipelineBridge _bridge;
    private readonly PipelineProgress _progress;

    public OperationContext(Cmdlet cmdlet, PipelineBridge bridge)
    {
        _cmdlet = cmdlet;
        _bridge = bridge;
        _progress = new PipelineProgress(record => bridge.Post(() => cmdlet.WriteProgress(record)), TimeProvider.System);
        Logger = new PipelineLogger(cmdlet, bridge);
    }

    public ILogger Logger { get; }

    public IProgress<OperationProgress> Progress => _progress;

    /// <summary>Writes one object, and waits until it was taken.</summary>
    public Task WriteAsync(object value) => _bridge.InvokeAsync(() => _cmdlet.WriteObject(value));

    /// <summary>Writes many objects, one by one, and waits until all were taken.</summary>
    public Task WriteAllAsync(IEnumerable<object> values) => _bridge.InvokeAsync(() => _cmdlet.WriteObject(values, enumerateCollection: true));

    public Task WriteWarningAsync(string text) => _bridge.InvokeAsync(() => _cmdlet.WriteWarning(text));

    /// <summary>Writes an error about one item; the work goes on unless -ErrorAction says otherwise.</summary>
    public Task WriteErrorAsync(Exception exception, object? target = null) =>
        _bridge.InvokeAsync(() => _cmdlet.WriteError(ErrorRecords.From(exception, target)));

    /// <summary>Runs a function on the pipeline thread, where the session may be asked.</summary>
    public Task<T> OnPipelineAsync<T>(Func<T> function) => _bridge.InvokeAsync(function);

    public void CompleteProgress() => _progress.Complete();
}
