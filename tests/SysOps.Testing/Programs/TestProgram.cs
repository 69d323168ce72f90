using System.Diagnostics;

namespace SysOps.Testing.Programs;

/// <summary>Runs a program of this machine to its end.</summary>
public static class TestProgram
{
    /// <summary>What it said; fails when it does not end well.</summary>
    public static async Task<string> RunAsync(string program, params string[] arguments)
    {
        ProgramOutcome outcome = await TryAsync(program, arguments);
        return outcome.ExitCode == 0 ? outcome.Output : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {outcome.ExitCode}: {outcome.Output}{outcome.Errors}");
    }

    /// <summary>How it ended, and what it said.</summary>
    public static async Task<ProgramOutcome> TryAsync(string program, params string[] arguments)
    {
        using Process process = Start(program, arguments);
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new ProgramOutcome(process.ExitCode, await output, await errors);
    }

    /// <summary>For a test that ends it by itself; its standard input is closed.</summary>
    public static Process Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        Process process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }
}
