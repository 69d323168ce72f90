using System.Management.Automation;
using System.Management.Automation.Runspaces;
using SysOps.Shell.Displaying;
using SysOps.Shell.Hosting;

namespace SysOps.Shell.Running;

/// <summary>Runs one command with its display: objects on standard output, errors on standard error, both in the order they come.</summary>
internal sealed class ShellPipeline
{
    private readonly ShellSession _session;
    private readonly ShellHost _host;
    private readonly Terminal _terminal;

    public ShellPipeline(ShellSession session, ShellHost host, Terminal terminal)
    {
        _session = session;
        _host = host;
        _terminal = terminal;
    }

    /// <summary>For a shell that runs this and ends; the code takes note of what was written.</summary>
    public void Run(Action<PowerShell> build, OutputFormat format, ExitCode exitCode)
    {
        _terminal.KeepsOutputForData = format is OutputFormat.Json;
        using IDisplay display = format switch
        {
            OutputFormat.Json => new JsonDisplay(_terminal),
            OutputFormat.List => new ListDisplay(_terminal),
            _ => new TableDisplay(),
        };
        using var output = new PSDataCollection<PSObject>();
        output.DataAdded += (_, _) =>
        {
            foreach (PSObject item in output.ReadAll().Where(item => item is not null))
            {
                exitCode.See(item);
                display.Show(item);
            }
        };
        Guard(
            () =>
            {
                try
                {
                    _session.Run(shell => Watch(shell, build, exitCode), output);
                }
                finally
                {
                    display.End();
                }
            },
            exitCode);
    }

    /// <summary>At the prompt: a program that is started there has the terminal to itself, which it only has in a pipeline whose output and errors end in Out-Default.</summary>
    public void RunAtPrompt(string text)
    {
        Guard(
            () => _session.Run(
                shell =>
                {
                    shell.AddScript(text).AddCommand("Out-Default");
                    shell.Commands.Commands[0].MergeMyResults(PipelineResultTypes.Error, PipelineResultTypes.Output);
                },
                output: null),
            new ExitCode(command: null, isScript: true));
        _terminal.EndProgress();
    }

    private void Watch(PowerShell shell, Action<PowerShell> build, ExitCode exitCode)
    {
        shell.Streams.Error.DataAdded += (sender, added) => Show(((PSDataCollection<ErrorRecord>)sender!)[added.Index], exitCode);
        build(shell);
    }

    private void Guard(Action run, ExitCode exitCode)
    {
        try
        {
            run();
        }
        catch (PipelineStoppedException)
        {
            // Ctrl+C: the caller knows.
        }
        catch (RuntimeException exception)
        {
            exitCode.HasFailed = true;
            _host.ShowError(exception.ErrorRecord);
        }
    }

    // What a native program says on its standard error is no failure: its exit code tells, and the script looks at that.
    private void Show(ErrorRecord error, ExitCode exitCode)
    {
        if (error.FullyQualifiedErrorId.StartsWith("NativeCommandError", StringComparison.Ordinal))
        {
            _terminal.WriteError(error.ToString());
            return;
        }

        exitCode.HasFailed = true;
        _host.ShowError(error);
    }
}
