using System.Management.Automation;
using SysOps.Shell.Hosting;
using SysOps.Shell.Prompting;

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
            Console.Out.WriteLine(line.ShowHelp ? CommandLine.Usage : $"sysops {typeof(ShellRun).Assembly.GetName().Version?.ToString(3)}");
            return ExitCode.Fine;
        }

        // The engine reports each import to its makers, and starts a client for that: not from the machines that SysOps watches.
        Environment.SetEnvironmentVariable(EngineTelemetry, Environment.GetEnvironmentVariable(EngineTelemetry) ?? "1");
        var terminal = new Terminal();
        var host = new ShellHost(terminal);
        using var session = new ShellSession(host);
        using var interruption = new Interruption(session, isPrompt: line.Command is null && Terminal.IsInteractive);
        int exitCode = line.Command is null && Terminal.IsInteractive
            ? new InteractivePrompt(session, host, terminal).Run(() => interruption.ExitCodeOfSignal is not null)
            : RunOnce(session, host, terminal, line.Command is null ? line.WithText(Console.In.ReadToEnd()) : line);
        return interruption.ExitCodeOfSignal ?? exitCode;
    }

    private static int RunOnce(ShellSession session, ShellHost host, Terminal terminal, CommandLine line)
    {
        var exitCode = new ExitCode(line.CommandName, line.IsScript);
        new ShellPipeline(session, host, terminal).Run(shell => Build(shell, session, line), line.Output, exitCode);
        terminal.EndProgress();
        return terminal.WasInterrupted ? ExitCode.Interrupted : host.RequestedExitCode ?? session.ExitCodeOfProgram ?? exitCode.Value;
    }

    private static void Build(PowerShell shell, ShellSession session, CommandLine line)
    {
        if (line.IsText)
        {
            shell.AddScript(line.Command);
            return;
        }

        if (line.LooksLikeScript && !line.IsScript)
        {
            throw new CommandNotFoundException($"There is no script '{line.Command}'.");
        }

        CommandInfo command = line.IsScript ? session.DefineScript(line.Command!) : session.GetCommand(line.Command!)
            ?? throw new CommandNotFoundException($"There is no command '{line.Command}'. 'sysops Get-Command -Module SysOps' lists those of SysOps.");
        ArgumentBinding.Add(shell, command, line.Arguments);
    }
}
