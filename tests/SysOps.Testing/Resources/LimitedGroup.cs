using System.Diagnostics;
using System.Globalization;

namespace SysOps.Testing.Resources;

/// <summary>A real control group of this machine's kernel with a limit of CPU time and of memory; gone after the test.</summary>
public sealed class LimitedGroup : IAsyncDisposable
{
    private const int Period = 100_000; // Microseconds, the kernel's default.

    // Enters each group up to --, then becomes the program: all that it uses is on the groups' account.
    private const string EnterAndBecome = "while [ \"$1\" != -- ]; do echo $$ > \"$1/cgroup.procs\" || exit 70; shift; done; shift; exec \"$@\"";

    private readonly Dictionary<string, string> _folders;

    private LimitedGroup(Dictionary<string, string> folders, bool isVersion2)
    {
        _folders = folders;
        IsVersion2 = isVersion2;
    }

    public bool IsVersion2 { get; }

    /// <summary>The folder of the controllers <c>cpu</c>, <c>cpuacct</c> and <c>memory</c>; in version 2 the same.</summary>
    public string FolderOf(string controller) => _folders[controller];

    /// <summary>Null where the kernel or the rights of this user do not allow it.</summary>
    public static LimitedGroup? TryCreate(double cores, long memoryBytes)
    {
        string name = $"sysops-test-{Guid.NewGuid():N}";
        string[][] mounts = [.. File.ReadLines("/proc/mounts").Select(line => line.Split(' '))];
        string? unified = mounts.FirstOrDefault(mount => mount[2] == "cgroup2")?[1];
        bool isVersion2 = unified is not null && HasControllers(unified);
        var folders = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string controller in (string[])["cpu", "cpuacct", "memory"])
        {
            string? root = isVersion2 ? unified : mounts.FirstOrDefault(mount => mount[2] == "cgroup" && mount[3].Split(',').Contains(controller))?[1];
            if (root is null)
            {
                return null;
            }

            folders[controller] = Path.Combine(root, name);
        }

        var group = new LimitedGroup(folders, isVersion2);
        return group.TryLimit(cores, memoryBytes) ? group : null;
    }

    /// <summary>Starts a program within the group, its output redirected.</summary>
    public Process Start(string program, params string[] arguments)
    {
        string[] line = ["-c", EnterAndBecome, "sh", .. _folders.Values.Distinct(StringComparer.Ordinal), "--", program, .. arguments];
        return Process.Start(new ProcessStartInfo("sh", line) { UseShellExecute = false, RedirectStandardOutput = true })!;
    }

    /// <summary>The number in a file of the group.</summary>
    public long Number(string controller, string file) => long.Parse(File.ReadAllText(Path.Combine(_folders[controller], file)).Trim(), CultureInfo.InvariantCulture);

    public async ValueTask DisposeAsync() => await Eventually.TrueAsync(TryRemove, "the control group can be removed: its processes have ended");

    private static bool HasControllers(string root)
    {
        string path = Path.Combine(root, "cgroup.subtree_control");
        return File.Exists(path) && File.ReadAllText(path).Split((char[]?)null) is { } found && found.Contains("cpu") && found.Contains("memory");
    }

    private bool TryLimit(double cores, long memoryBytes)
    {
        string quota = ((int)(cores * Period)).ToString(CultureInfo.InvariantCulture);
        string memory = memoryBytes.ToString(CultureInfo.InvariantCulture);
        try
        {
            Array.ForEach([.. _folders.Values.Distinct(StringComparer.Ordinal)], folder => Directory.CreateDirectory(folder));
            File.WriteAllText(Path.Combine(_folders["cpu"], IsVersion2 ? "cpu.max" : "cpu.cfs_quota_us"), quota);
            File.WriteAllText(Path.Combine(_folders["memory"], IsVersion2 ? "memory.max" : "memory.limit_in_bytes"), memory);
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            TryRemove();
            return false;
        }
    }

    private bool TryRemove()
    {
        try
        {
            // The files of a group are no real ones: the folder goes with them.
            Array.ForEach([.. _folders.Values.Where(Directory.Exists)], folder => Directory.Delete(folder, recursive: false));
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
