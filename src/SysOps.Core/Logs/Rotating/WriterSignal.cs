using System.Diagnostics;
using System.Globalization;
using SysOps.Files.Native;
using SysOps.Logs.Compressing;
using SysOps.Logs.Rules;

namespace SysOps.Logs.Rotating;

/// <summary>Tells the writer of a log to open a new one: SIGHUP to a process, or by systemd to a unit's main process; no shell is in between.</summary>
internal static class WriterSignal
{
    private const int HangUp = 1;

    /// <exception cref="IOException">Nobody could be told.</exception>
    public static async Task SendAsync(ReopenRule rule, CancellationToken cancellationToken)
    {
        if (rule.PidFile is { } path)
        {
            string text = (await File.ReadAllTextAsync(path, cancellationToken).ConfigureAwait(false)).Trim();
            if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int processId) || processId < 2)
            {
                throw new RotationException($"The pid file '{path}' does not hold the number of a process.");
            }

            ProcessSignal.Send(processId, HangUp);
        }

        if (rule.Unit is { } unit)
        {
            var start = new ProcessStartInfo("systemctl", ["kill", "--kill-who=main", "--signal=HUP", "--", unit]) { RedirectStandardError = true, UseShellExecute = false };
            using Process process = ProgramStart.Start(start);
            string errors = await process.StandardError.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            if (process.ExitCode != 0)
            {
                throw new RotationException($"systemctl could not signal '{unit}': {errors.Trim()}");
            }
        }
    }
}
