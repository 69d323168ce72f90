using System.Management.Automation.Language;
using SysOps.Shell.Hosting;

namespace SysOps.Shell.Running;

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

    /// <summary>Until <c>exit</c>, or the end of the input; gives the exit code.</summary>
    public int Run()
    {
        Console.CancelKeyPress += (_, arguments) =>
        {
            arguments.Cancel = true;
            _session.Stop();
        };
        _session.Load();
        _terminal.Write($"SysOps {_host.Version.ToString(3)}. Get-SystemHealth shows how this system is; Get-Help explains; exit leaves.{Environment.NewLine}");
        while (_host.RequestedExitCode is null && Read() is { } text)
        {
            if (text.Trim().Length > 0)
            {
                new ShellPipeline(_session, _host, OutputFormat.Table).Run(shell => shell.AddScript(text), new ExitCode(command: null));
                _terminal.EndProgress();
            }
        }

        return _host.RequestedExitCode ?? ExitCode.Fine;
    }

    private string? Read()
    {
        string? text = _editor.Read($"sysops {_session.Runspace.SessionStateProxy.Path.CurrentLocation.Path}> ");
        while (text is not null && IsIncomplete(text))
        {
            string? more = _editor.Read(">> ");
            text = more is null ? null : $"{text}\n{more}";
        }

        return text;
    }

    private static bool IsIncomplete(string text)
    {
        Parser.ParseInput(text, out _, out ParseError[] errors);
        return errors.Any(error => error.IncompleteInput);
    }
}
