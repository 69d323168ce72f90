namespace SysOps.Backups.Repositories;

/// <summary>Which process of which machine: a number alone comes again, on the next start of the machine and in each container.</summary>
public sealed record ProcessIdentity
{
    public static ProcessIdentity Current { get; } = ReadCurrent();

    public required string Host { get; init; }

    /// <summary>Changes with each start of the machine; null where it is not known.</summary>
    public string? BootId { get; init; }

    /// <summary>The namespace in which the number counts, such as <c>pid:[4026531836]</c>.</summary>
    public string? PidNamespace { get; init; }

    public required int ProcessId { get; init; }

    public required DateTimeOffset Started { get; init; }

    /// <summary>Whether it is known to have ended: of another machine, start or container nothing is known.</summary>
    public bool HasEnded => Host == Current.Host && BootId == Current.BootId && PidNamespace == Current.PidNamespace && !IsRunning();

    private bool IsRunning()
    {
        try
        {
            using var process = System.Diagnostics.Process.GetProcessById(ProcessId);
            return (process.StartTime.ToUniversalTime() - Started.UtcDateTime).Duration() < TimeSpan.FromSeconds(2);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It is gone, or went between two looks.
            return false;
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
