using System.Globalization;
using SysOps.Settings;

namespace SysOps.Services;

/// <summary>A service that is known by its pid file or by the name of its process.</summary>
internal static class ProcessService
{
    // A file system may keep times to the second or two.
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    public static ServiceState Read(ServiceSettings settings)
    {
        try
        {
            return settings.PidFile is { } file ? ByFile(file, settings.ProcessName) : ByName(settings.ProcessName!);
        }
        catch (SysOpsException exception)
        {
            return new ServiceState { IsRunning = null, Message = $"{exception.Message} {exception.Remedy}" };
        }
    }

    private static ServiceState ByFile(string file, string? name)
    {
        if (SignFile.Read(file, ReadFirstLine) is not { } line)
        {
            return Stopped($"there is no pid file '{file}'");
        }

        if (!int.TryParse(line, NumberStyles.None, CultureInfo.InvariantCulture, out int processId) || processId == 0)
        {
            return new ServiceState { IsRunning = null, Message = $"the pid file '{file}' holds no process id" };
        }

        RunningProcess? process = RunningProcess.Find(processId);
        if (process is null)
        {
            return Stopped($"process {processId} of '{file}' is gone");
        }

        DateTimeOffset written = new(File.GetLastWriteTimeUtc(file), TimeSpan.Zero);
        bool isAnother = process.Started > written + Tolerance || (name is not null && !string.Equals(process.Name, name, StringComparison.Ordinal));
        return isAnother
            ? Stopped($"the service is gone: process {processId} of '{file}' is '{process.Name}' now, started {(process.Started > written ? "after the file was written" : "under another name")}")
            : Running(process);
    }

    // No more is read than a number may have: the path may name anything.
    private static string ReadFirstLine(string path)
    {
        using StreamReader reader = new(path);
        char[] text = new char[64];
        int length = reader.ReadBlock(text);
        return new string(text, 0, length).Trim().Split('\n')[0].Trim();
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
