using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace SysOps.Services;

/// <summary>A systemd unit, by <c>systemctl show</c>: names are handed over as arguments, no shell reads them.</summary>
internal static class SystemdUnit
{
    private const string Properties = "LoadState,ActiveState,SubState,MainPID,NRestarts,Result";

    public static async Task<ServiceState> ReadAsync(string unit, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("systemctl") { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (string argument in (string[])["show", $"--property={Properties}", "--no-pager", "--", unit])
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            using Process process = Process.Start(start)!;
            try
            {
                Task<string> errors = process.StandardError.ReadToEndAsync(cancellationToken);
                string output = await process.StandardOutput.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
                await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
                return process.ExitCode == 0 ? Parse(unit, output) : Unknown($"systemctl says: {(await errors.ConfigureAwait(false)).Trim()}");
            }
            finally
            {
                if (!process.HasExited)
                {
                    process.Kill();
                }
            }
        }
        catch (Win32Exception)
        {
            return Unknown("there is no systemctl on this machine");
        }
    }

    /// <summary>The pure reading of systemctl's key=value lines.</summary>
    public static ServiceState Parse(string unit, string output)
    {
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        foreach (string[] pair in output.Split('\n').Select(line => line.Split('=', 2)).Where(pair => pair.Length == 2))
        {
            values.TryAdd(pair[0], pair[1].Trim()); // A unit that is a pattern shows several; the first counts.
        }

        string load = values.GetValueOrDefault("LoadState", "");
        string active = values.GetValueOrDefault("ActiveState", "");
        string state = $"{active} ({values.GetValueOrDefault("SubState", "")})";
        if (load is "not-found")
        {
            return new ServiceState { IsRunning = false, State = load, Message = $"there is no unit '{unit}'" };
        }

        // A oneshot unit that did its work is active (exited); reloading is active too.
        bool running = active is "active" or "reloading" or "refreshing";
        string result = values.GetValueOrDefault("Result", "success");
        string reason = running ? ""
            : load is not ("loaded" or "") ? $", and it is {load}: see systemctl status {unit}"
            : result != "success" ? $", last result: {result}; see journalctl -u {unit}"
            : "";
        return new ServiceState
        {
            IsRunning = running,
            State = state,
            ProcessId = Number("MainPID") is > 0 and { } processId ? (int)processId : null,
            Restarts = Number("NRestarts"),
            Message = $"{unit} is {state}{reason}",
        };

        long? Number(string name) => long.TryParse(values.GetValueOrDefault(name), CultureInfo.InvariantCulture, out long value) ? value : null;
    }

    private static ServiceState Unknown(string message) => new() { IsRunning = null, Message = message };
}
