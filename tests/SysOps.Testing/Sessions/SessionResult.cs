using System.Collections.ObjectModel;
using System.Management.Automation;

namespace SysOps.Testing.Sessions;

/// <summary>All that one script wrote, by stream.</summary>
public sealed record SessionResult
{
    public required IReadOnlyList<PSObject> Output { get; init; }

    public required IReadOnlyList<ErrorRecord> Errors { get; init; }

    public required IReadOnlyList<string> Warnings { get; init; }

    public required IReadOnlyList<string> Verbose { get; init; }

    public required IReadOnlyList<string> Debug { get; init; }

    public required IReadOnlyList<ProgressRecord> Progress { get; init; }

    /// <summary>What ended the script; null when it came to its end.</summary>
    public required RuntimeException? Terminated { get; init; }

    /// <summary>Everything that could be read on any stream, as one text: to look for what must not be there.</summary>
    public string AllText => string.Join(
        '\n',
        Output.Select(item => PSSerializer.Serialize(item, 6))
            .Concat(Errors.Select(error => $"{error}\n{error.Exception}\n{error.ErrorDetails}"))
            .Concat(Warnings).Concat(Verbose).Concat(Debug)
            .Append(Terminated?.ToString() ?? ""));

    public static SessionResult Of(PowerShell shell)
    {
        var output = new Collection<PSObject>();
        RuntimeException? terminated = null;
        try
        {
            shell.Invoke(input: null, output);
        }
        catch (RuntimeException exception)
        {
            terminated = exception;
        }

        return new SessionResult
        {
            Output = output,
            Errors = [.. shell.Streams.Error],
            Warnings = [.. shell.Streams.Warning.Select(record => record.Message)],
            Verbose = [.. shell.Streams.Verbose.Select(record => record.Message)],
            Debug = [.. shell.Streams.Debug.Select(record => record.Message)],
            Progress = [.. shell.Streams.Progress],
            Terminated = terminated,
        };
    }

    /// <summary>The only error of the script; a cmdlet that could do nothing ends its statement, and the script goes on.</summary>
    public ErrorRecord TheError => (Errors, Terminated) switch
    {
        ([{ } error], null) => error,
        ([], { } terminated) => terminated.ErrorRecord,
        _ => throw new InvalidOperationException($"Expected one error, found {Errors.Count}: {string.Join(Environment.NewLine, Errors)} {Terminated}"),
    };

    /// <summary>For steps that are no more than preparation.</summary>
    public SessionResult ThrowIfFailed()
    {
        if (Terminated is not null)
        {
            throw new InvalidOperationException(Terminated.Message, Terminated);
        }

        return Errors.Count == 0 ? this : throw new InvalidOperationException(string.Join('\n', Errors), Errors[0].Exception);
    }
}
