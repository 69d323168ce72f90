using System.Diagnostics;
using System.Globalization;

namespace SysOps.Services;

/// <summary>One process of this machine, as long as it lives.</summary>
internal sealed record RunningProcess(int Id, string Name, DateTimeOffset Started, long MemoryBytes, bool IsZombie)
{
    /// <summary>Null when there is no such process.</summary>
    public static RunningProcess? Find(int processId)
    {
        try
        {
            using Process process = Process.GetProcessById(processId);
            return Of(process);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception or IOException)
        {
            // It is gone, or went between two looks.
            return null;
        }
    }

    /// <summary>Those of a name, the oldest first.</summary>
    public static IReadOnlyList<RunningProcess> Named(string name)
    {
        List<RunningProcess> found = [];
        foreach (Process process in Process.GetProcessesByName(name))
        {
            using (process)
            {
                if (Find(process.Id) is { } known)
                {
                    found.Add(known);
                }
            }
        }

        return [.. found.OrderBy(process => process.Started)];
    }

    private static RunningProcess Of(Process process) =>
        new(process.Id, process.ProcessName, new DateTimeOffset(process.StartTime.ToUniversalTime(), TimeSpan.Zero), process.WorkingSet64, Zombie(process.Id));

    // A zombie has ended; only its parent has not asked for its exit code yet.
    private static bool Zombie(int processId)
    {
        string path = string.Create(CultureInfo.InvariantCulture, $"/proc/{processId}/stat");
        return OperatingSystem.IsLinux() && File.ReadAllText(path) is { } stat && stat.AsSpan(stat.LastIndexOf(')') + 1).TrimStart().StartsWith("Z");
    }
}
