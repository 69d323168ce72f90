namespace SysOps.Backups.Repositories;

/// <summary>Which process of which machine: a number alone comes again, on the next start of the machine and in each container.</summary>
public sealed record ProcessIdentity
{
    // The start is counted from the boot, whose time each reading rounds anew.
    private static readonly TimeSpan ClockStep = TimeSpan.FromSeconds(1);

    public static ProcessIdentity Current { get; } = ReadCurrent();

    public required string Host { get; init; }

    /// <summary>Changes with each start of the machine; null where it is not known.</summary>
    public string? BootId { get; init; }

    /// <summary>The namespace in which the number counts, such as <c>pid:[4026531836]</c>.</summary>
    public string? PidNamespace { get; init; }

    public required int ProcessId { get; init; }

    public required DateTimeOffset Started { get; init; }

    /// <summary>Whether it still runs. One of another machine, or of a container that this process cannot look into, is taken to run.</summary>
    public bool IsAlive()
    {
        if (Host != Current.Host || (BootId == Current.BootId && PidNamespace != Current.PidNamespace))
        {
            return true;
        }

        return BootId == Current.BootId && ReadStart(ProcessId) is { } started && (started - Started).Duration() < ClockStep;
    }

    private static DateTimeOffset? ReadStart(int processId)
    {
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(processId);
            return new DateTimeOffset(process.StartTime.ToUniversalTime(), TimeSpan.Zero);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // There is none, or it has just ended.
            return null;
        }
    }

    private static ProcessIdentity ReadCurrent()
    {
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        const string BootFile = "/proc/sys/kernel/random/boot_id";
        return new ProcessIdentity
        {
            Host = System.Environment.MachineName,
            BootId = File.Exists(BootFile) ? File.ReadAllText(BootFile).Trim() : null,
            PidNamespace = OperatingSystem.IsLinux() ? new FileInfo("/proc/self/ns/pid").LinkTarget : null,
            ProcessId = System.Environment.ProcessId,
            Started = new DateTimeOffset(process.StartTime.ToUniversalTime(), TimeSpan.Zero),
        };
    }
}
