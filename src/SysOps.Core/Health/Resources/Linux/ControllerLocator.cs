namespace SysOps.Health.Resources.Linux;

/// <summary>Finds a group's folders by /proc/self/cgroup and the mounts.</summary>
internal sealed class ControllerLocator
{
    private readonly string[] _groups;
    private readonly MountTable _mounts;

    public ControllerLocator(string[] groups, MountTable mounts)
    {
        _groups = groups;
        _mounts = mounts;
    }

    /// <summary>Version 2: the line <c>0::/path</c>, and a mount that holds controllers; beside version 1 it holds none.</summary>
    public ControllerFolder? Unified() =>
        Locate(parts => parts[0] == "0" && parts[1].Length == 0, mount => mount.Type == "cgroup2") is { } found && HasControllers(found.Root) ? found : null;

    /// <summary>Version 1: a line and a mount for each controller, which may share them.</summary>
    public ControlGroupPlaces Legacy() => new()
    {
        Cpu = Legacy("cpu"),
        CpuTime = Legacy("cpuacct"),
        CpuSet = Legacy("cpuset"),
        Memory = Legacy("memory"),
    };

    private ControllerFolder? Legacy(string controller) => Locate(
        parts => parts[1].Split(',').Contains(controller, StringComparer.Ordinal),
        mount => mount.Type == "cgroup" && mount.SuperOptions.Contains(controller, StringComparer.Ordinal));

    // A kernel may be started without the memory controller (cgroup_disable=memory), and the CPU's limits still count.
    private static bool HasControllers(string root)
    {
        string path = Path.Combine(root, "cgroup.controllers");
        return File.Exists(path) && File.ReadAllText(path).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Intersect(["cpu", "memory"], StringComparer.Ordinal).Any();
    }

    private ControllerFolder? Locate(Func<string[], bool> isLine, Func<Mount, bool> isMount)
    {
        string? group = _groups.Select(line => line.Split(':', 3)).FirstOrDefault(parts => parts.Length == 3 && isLine(parts))?[2];
        Mount[] mounts = [.. _mounts.All.Where(isMount)];
        if (group is null || mounts.Length == 0)
        {
            return null;
        }

        // In a container the mount may show the hierarchy from the group on: then the group is the mount itself.
        Mount mount = mounts.FirstOrDefault(mount => Below(group, mount.Root) is not null) ?? mounts[0];
        string root = Path.TrimEndingDirectorySeparator(mount.MountPoint);
        string folder = Path.TrimEndingDirectorySeparator(Path.Join(root, Below(group, mount.Root) ?? group));
        return new ControllerFolder(root, IsInside(group) && Directory.Exists(folder) ? folder : root);
    }

    private static string? Below(string group, string root) =>
        root == "/" ? group : group == root ? "" : group.StartsWith(root + "/", StringComparison.Ordinal) ? group[root.Length..] : null;

    // A process that was put into a container's namespace from outside has its group above it: /../other.
    private static bool IsInside(string group) => !group.Split('/').Contains("..", StringComparer.Ordinal);
}
