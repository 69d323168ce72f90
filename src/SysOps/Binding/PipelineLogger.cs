using System.Management.Automation;
using Microsoft.Extensions.Logging;

namespace SysOps.Binding;

/// <summary>Logging as PowerShell's streams: Debug → debug, Information → verbose, Warning and worse → warning.</summary>
internal sealed class PipelineLogger : ILogger
{
    private readonly Cmdlet _cmdlet;
    private readonly PipelineBridge _bridge;

    public PipelineLogger(Cmdlet cmdlet, PipelineBridge bridge)
    {
        _cmdlet = cmdlet;
        _bridge = bridge;
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel is not (LogLevel.None or LogLevel.Trace);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        string message = formatter(state, exception);
        _bridge.Post(logLevel switch
        {
            LogLevel.Debug => () => _cmdlet.WriteDebug(message),
            LogLevel.Information => () => _cmdlet.WriteVerbose(message),
            _ => () => _cmdlet.WriteWarning(message),
        });
    }
}
