using System.Diagnostics;
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
        Task<string> output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        Task<string> errors = process.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            // A daemon that the script started keeps its output open: only the script is waited for.
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

    private static async Task<string> ReadAsync(Task<string> output)
    {
        Task first = await Task.WhenAny(output, Task.Delay(TimeSpan.FromSeconds(1))).ConfigureAwait(false);
        string text = first == output ? (await output.ConfigureAwait(false)).Trim() : "";
        return text.Length <= LongestOutput ? text : text[..LongestOutput] + "…";
    }
}
