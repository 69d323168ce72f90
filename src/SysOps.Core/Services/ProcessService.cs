using System.Globalization;
using SysOps.Settings;

namespace SysOps.Services;

/// <summary>A service that is known by its pid file or by the name of its process.</summary>
internal static class ProcessService
{
    // A file system may keep times to the second or two.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    public static ServiceState Read(ServiceSettings settings) => settings.PidFile is { } file ? ByFile(file) : ByName(settings.ProcessName!);

    private static ServiceState ByFile(string file)
    {
        if (!File.Exists(file))
        {
            return Stopped($"there is no pid file '{file}'");
        }

        string text = File.ReadAllText(file).Trim();
        if (!int.TryParse(text.Split('\n')[0].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out int processId))
        {
            return new ServiceState { IsRunning = null, Message = $"the pid file '{file}' holds no process id" };
        }

        RunningProcess? process = RunningProcess.Find(processId);
        if (process is null)
        {
            return Stopped($"process {processId} of '{file}' is gone");
        }

        DateTimeOffset written = new(File.GetLastWriteTimeUtc(file), TimeSpan.Zero);
        return process.Started > written + Tolerance
            ? Stopped($"'{file}' is older than process {processId}: the service is gone, and its id belongs to '{process.Name}' now")
            : Running(process);
    }

    private static ServiceState ByName(string name)
    {
        IReadOnlyList<RunningProcess> found = [.. RunningProcess.Named(name).Where(process => !process.IsZombie)];
        return found.Count == 0 ? Stopped($"there is no process '{name}'") : Running(found[0]);
    }

    private static ServiceState Running(RunningProcess process) => process.IsZombie
        ? Stopped($"process {process.Id} has ended, and its parent has not noticed: a zombie")
        : new ServiceState { IsRunning = true, State = "running", ProcessId = process.Id, Message = $"process {process.Id} ('{process.Name}') runs" };

    private static ServiceState Stopped(string message) => new() { IsRunning = false, State = "stopped", Message = message };
}
