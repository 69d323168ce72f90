using System.Diagnostics;
using System.Text;
using SysOps.Files;
using SysOps.Logs.Compressing;

namespace SysOps.Logs.Rotating;

/// <summary>Runs a script of logrotate's language as it does: by /bin/sh, with the rights of this process, the log and what it became as arguments.</summary>
internal static class ScriptRunner
{
    private const int LongestOutput = 2000;

    /// <param name="script">What /bin/sh is to run.</param>
    /// <param name="kind">Such as <c>postrotate</c>.</param>
    /// <param name="arguments">For the script.</param>
    /// <param name="cancellationToken">Ends the script.</param>
    /// <exception cref="RotationException">It failed.</exception>
    public static async Task RunAsync(string script, string kind, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        string[] words = ["-c", script, "logrotate_script", .. arguments];
        if (Array.Find(words, word => !PathText.IsUtf8(word)) is { } unusable)
        {
            throw new RotationException($"The {kind} script cannot be given '{PathText.Show(unusable)}': it is not UTF-8.");
        }

        var start = new ProcessStartInfo("/bin/sh", words) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        using Process process = ProgramStart.Start(start);
        process.StandardInput.Close();
        Task<string> output = StartOfAsync(process.StandardOutput);
        Task<string> errors = StartOfAsync(process.StandardError);
        try
        {
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        if (process.ExitCode != 0)
        {
            string said = $"{await ReadAsync(errors).ConfigureAwait(false)} {await ReadAsync(output).ConfigureAwait(false)}".Trim();
            throw new RotationException($"The {kind} script ended with {process.ExitCode}{(said.Length > 0 ? $": {said}" : "")}.");
        }
    }

    // A daemon that the script started keeps its output open: only the script is waited for.
    private static async Task<string> ReadAsync(Task<string> output) =>
        await Task.WhenAny(output, Task.Delay(TimeSpan.FromSeconds(1))).ConfigureAwait(false) == output ? await output.ConfigureAwait(false) : "";

    // All of it is read, so that the script is never held up, and little of it kept.
    private static async Task<string> StartOfAsync(StreamReader output)
    {
        char[] buffer = new char[4096];
        StringBuilder start = new();
        while (await output.ReadAsync(buffer).ConfigureAwait(false) is > 0 and int length)
        {
            start.Append(buffer, 0, Math.Min(length, LongestOutput - start.Length));
        }

        return start.ToString().Trim();
    }
}
