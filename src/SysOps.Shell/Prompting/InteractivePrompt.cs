using System.Management.Automation;
using System.Management.Automation.Language;
using SysOps.Shell.Hosting;
using SysOps.Shell.Running;

namespace SysOps.Shell.Prompting;

/// <summary>The prompt: reads a command, over several lines when it is not complete, runs it, and reads the next.</summary>
internal sealed class InteractivePrompt
{
    private readonly ShellSession _session;
    private readonly ShellHost _host;
    private readonly Terminal _terminal;
    private readonly LineEditor _editor;

    public InteractivePrompt(ShellSession session, ShellHost host, Terminal terminal)
    {
        _session = session;
        _host = host;
        _terminal = terminal;
        _editor = new LineEditor(new TabCompletion(session.Runspace));
    }

    /// <summary>Until <c>exit</c>, the end of the input, or what ends it from outside; gives the exit code.</summary>
    public int Run(Func<bool> isToEnd)
    {
        LoadModule();
        _terminal.Write($"SysOps {_host.Version.ToString(3)}. Get-SystemHealth shows how this system is; Get-Help explains; exit leaves.{Environment.NewLine}");
        var pipeline = new ShellPipeline(_session, _host, _terminal);
        while (_host.RequestedExitCode is null && !isToEnd())
        {
            (string text, LineEnd end) = ReadCommand();
            if (end is LineEnd.InputEnded)
            {
                break;
            }

            if (end is LineEnd.Entered && text.Trim().Length > 0)
            {
                pipeline.RunAtPrompt(text);
            }
        }

        return _host.RequestedExitCode ?? ExitCode.Fine;
    }

    // Loaded at once, as completion asks for it; without it the engine still runs.
    private void LoadModule()
    {
        try
        {
            _session.Load();
        }
        catch (RuntimeException exception)
        {
            _host.ShowError(exception.ErrorRecord);
        }
    }

    private (string Text, LineEnd End) ReadCommand()
    {
        (string text, LineEnd end) = _editor.Read($"sysops {_session.Runspace.SessionStateProxy.Path.CurrentLocation.Path}> ");
        while (end is LineEnd.Entered && IsIncomplete(text))
        {
            (string more, end) = _editor.Read(">> ");
            text = $"{text}\n{more}";
        }

        return (text, end);
    }

    private static bool IsIncomplete(string text)
    {
        Parser.ParseInput(text, out _, out ParseError[] errors);
        return errors.Any(error => error.IncompleteInput);
    }
}
