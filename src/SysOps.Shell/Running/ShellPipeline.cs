using System.Management.Automation;
using SysOps.Shell.Hosting;

namespace SysOps.Shell.Running;

/// <summary>Runs one pipeline with its display: objects by the format files, errors on the error stream, both in the order they come.</summary>
internal sealed class ShellPipeline
{
    private readonly ShellSession _session;
    private readonly ShellHost _host;
    private readonly OutputFormat _format;

    public ShellPipeline(ShellSession session, ShellHost host, OutputFormat format)
    {
        _session = session;
        _host = host;
        _format = format;
    }

    public void Run(Action<PowerShell> build, ExitCode exitCode)
    {
        try
        {
            _session.Run(shell =>
            {
                build(shell);
                shell.AddCommand("Watch-ShellOutput").AddParameter("ExitCode", exitCode);
                AddDisplay(shell);
                shell.Streams.Error.DataAdded += (sender, added) => Show(((PSDataCollection<ErrorRecord>)sender!)[added.Index], exitCode);
            });
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
            _host.UI.WriteErrorLine(error.ToString());
            return;
        }

        exitCode.HasFailed = true;
        _host.ShowError(error);
    }

    private void AddDisplay(PowerShell shell) => shell.AddCommand(_format switch
    {
        OutputFormat.Json => "Out-ShellJson",
        OutputFormat.List => "Out-ShellList",
        _ => "Out-Default",
    });
}
