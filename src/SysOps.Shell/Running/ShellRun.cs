using System.Management.Automation;
using SysOps.Shell.Hosting;

namespace SysOps.Shell.Running;

/// <summary>One run of the shell, from its words to its exit code.</summary>
internal static class ShellRun
{
    private const string EngineTelemetry = "POWERSHELL_TELEMETRY_OPTOUT";

    public static int Start(IReadOnlyList<string> words)
    {
        CommandLine line = CommandLine.Parse(words);
        if (line.Error is not null)
        {
            Console.Error.WriteLine($"sysops: {line.Error}");
            return ExitCode.Failed;
        }

        if (line.ShowHelp || line.ShowVersion)
        {
            Console.Out.WriteLine(line.ShowHelp ? CommandLine.Usage : $"sysops {typeof(ShellRun).Assembly.GetName().Version?.ToString(3)} (PowerShell {typeof(PowerShell).Assembly.GetName().Version?.ToString(3)})");
            return ExitCode.Fine;
        }

        // The engine reports each import to its makers, and starts a client for that: not from the machines that SysOps watches.
        Environment.SetEnvironmentVariable(EngineTelemetry, Environment.GetEnvironmentVariable(EngineTelemetry) ?? "1");
        var terminal = new Terminal();
        var host = new ShellHost(terminal);
        using var session = new ShellSession(host);
        if (line.Command is null && terminal.IsInputInteractive)
        {
            return new InteractivePrompt(session, host, terminal).Run();
        }

        CommandLine toRun = line.Command is null ? line.WithText(Console.In.ReadToEnd()) : line;
        return RunOnce(session, host, terminal, toRun);
    }

    private static int RunOnce(ShellSession session, ShellHost host, Terminal terminal, CommandLine line)
    {
        var exitCode = new ExitCode(line.CommandName);
        bool interrupted = false;
        ConsoleCancelEventHandler stop = (_, arguments) =>
        {
            interrupted = true;
            arguments.Cancel = session.Stop();
        };
        Console.CancelKeyPress += stop;
        try
        {
            new ShellPipeline(session, host, line.Output).Run(shell => Build(shell, session, line), exitCode);
        }
        finally
        {
            Console.CancelKeyPress -= stop;
            terminal.EndProgress();
        }

        return interrupted ? ExitCode.Interrupted : host.RequestedExitCode ?? exitCode.Value;
    }

    private static void Build(PowerShell shell, ShellSession session, CommandLine line)
    {
        if (line.IsText)
        {
            shell.AddScript(line.Command);
            return;
        }

        string name = line.IsScript ? Path.GetFullPath(line.Command!) : line.Command!;
        CommandInfo command = session.GetCommand(name) ?? throw new CommandNotFoundException($"There is no command '{name}'. 'sysops Get-Command -Module SysOps' lists those of SysOps.");
        shell.AddCommand(command);
        ArgumentBinding.Add(shell, command, line.Arguments);
    }
}
