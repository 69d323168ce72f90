using SysOps.Health.Resources.Linux;
using SysOps.Testing;

namespace SysOps.Core.Tests.Health.Resources;

/// <summary>The files of /proc and /sys/fs/cgroup as a kernel showed them to a process, below a folder of the test.</summary>
internal sealed class RecordedTree : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <param name="groups">The lines of /proc/self/cgroup.</param>
    /// <param name="mounts">The lines of /proc/self/mountinfo, their mount points below /sys/fs/cgroup.</param>
    public RecordedTree(string[] groups, params string[] mounts)
    {
        Write("proc/self/cgroup", string.Join('\n', groups));
        Write("proc/self/mountinfo", string.Join('\n', mounts).Replace(" /sys/", $" {_folder.Path}/sys/", StringComparison.Ordinal));
        Write("proc/stat", "cpu  100 0 100 1800 0 0 0 0 0 0\ncpu0 0 0 0 0\ncpu1 0 0 0 0\ncpu2 0 0 0 0\ncpu3 0 0 0 0");
        Write("proc/meminfo", "MemTotal: 16777216 kB\nMemFree: 1 kB\nMemAvailable: 8388608 kB\nSwapTotal: 2097152 kB\nSwapFree: 1048576 kB");
        Write("proc/loadavg", "0.50 0.25 0.10 1/234 5678");
    }

    public LinuxMachine Machine => new(Path.Combine(_folder.Path, "proc"), Path.Combine(_folder.Path, "sys"));

    public void Dispose() => _folder.Dispose();

    /// <summary>Files of one group below /sys/fs/cgroup, each as <c>name=content</c>.</summary>
    public RecordedTree With(string group, params string[] files)
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "sys/fs/cgroup", group));
        foreach (string[] file in files.Select(file => file.Split('=', 2)))
        {
            Write(Path.Combine("sys/fs/cgroup", group, file[0]), file[1]);
        }

        return this;
    }

    public void Write(string name, string content)
    {
        string path = Path.Combine(_folder.Path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content + "\n");
    }
}
