using System.ComponentModel;
using System.Diagnostics;
using SysOps.Settings;

namespace SysOps.Servers.Programs;

/// <summary>Runs a program to its end. However that end comes, nothing that it started is left.</summary>
public static class ChildProgram
{
    // A program that has ended well may have left a daemon behind, which holds our ends of its pipes for ever.
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);

    /// <param name="call">What to run.</param>
    /// <param name="redactor">Masks secrets in what it says.</param>
    /// <param name="cancellationToken">Kills it and its descendants, and waits until they are gone.</param>
    /// <exception cref="IOException">It cannot be started.</exception>
    public static async Task<ProgramEnd> RunAsync(ProgramCall call, Redactor redactor, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var mark = new RunMark();
        using RunningProgram program = await StartAsync(call, mark).ConfigureAwait(false);
        BoundedLines output = new(redactor);
        BoundedLines errors = new(redactor);
        program.Process.StandardInput.Close();
        Task reading = Task.WhenAll(output.ReadAsync(program.Process.StandardOutput), errors.ReadAsync(program.Process.StandardError));
        await WaitAsync(program, cancellationToken).ConfigureAwait(false);
        int exitCode = program.Process.ExitCode;
        if (exitCode != 0)
        {
            // They hold our ends of its pipes open, and would go on writing.
            await mark.EndLeftOversAsync().ConfigureAwait(false);
        }

        if (await Task.WhenAny(reading, Task.Delay(LastWords, cancellationToken)).ConfigureAwait(false) == reading)
        {
            await reading.ConfigureAwait(false);
        }

        cancellationToken.ThrowIfCancellationRequested();
        return new ProgramEnd { ExitCode = exitCode, Output = output.ToString(), ErrorText = errors.ToString() };
    }

    private static async Task WaitAsync(RunningProgram program, CancellationToken cancellationToken)
    {
        try
        {
            await program.Exited.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            program.Process.Kill(entireProcessTree: true);
            await program.Exited.ConfigureAwait(false);
        }
    }

    private static async Task<RunningProgram> StartAsync(ProgramCall call, RunMark mark)
    {
        try
        {
            return await RunningProgram.StartAsync(StartInfo(call, mark)).ConfigureAwait(false);
        }
        catch (Win32Exception exception)
        {
            throw new IOException($"'{call.Path}' cannot be started: {exception.Message}", exception);
        }
    }

    private static ProcessStartInfo StartInfo(ProgramCall call, RunMark mark)
    {
        (string program, IEnumerable<string> arguments) = ParentDeath.Guard(call);
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (string variable in start.Environment.Keys.Where(key => IsWithheld(key, call.WithheldPrefix)).ToArray())
        {
            start.Environment.Remove(variable);
        }

        // Its messages are read by programs and people of any language alike.
        start.Environment["LC_ALL"] = "C";
        start.Environment[RunMark.Variable] = mark.Value;
        foreach ((string key, string value) in call.Environment)
        {
            start.Environment[key] = value;
        }

        return start;
    }

    private static bool IsWithheld(string variable, string? prefix) =>
        variable is "LANGUAGE" or "LANG" || variable.StartsWith("LC_", StringComparison.Ordinal) || (prefix is not null && variable.StartsWith(prefix, StringComparison.Ordinal));
}
