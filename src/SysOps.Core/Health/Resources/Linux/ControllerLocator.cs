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

    /// <summary>Version 2: the line <c>0::/path</c>, and a mount that holds controllers.</summary>
    public ControllerFolder? Unified() =>
        Locate(parts => parts[0] == "0" && parts[1].Length == 0, mount => mount.Type == "cgroup2") is { } found
        && File.Exists(Path.Combine(found.Root, "cgroup.controllers"))
        && File.ReadAllText(Path.Combine(found.Root, "cgroup.controllers")).Contains("memory", StringComparison.Ordinal) ? found : null;

    /// <summary>Version 1: a line and a mount for each controller.</summary>
    public ControllerFolder? Legacy(string controller) => Locate(
        parts => parts[1].Split(',').Contains(controller, StringComparer.Ordinal),
        mount => mount.Type == "cgroup" && mount.SuperOptions.Contains(controller, StringComparer.Ordinal));

    private ControllerFolder? Locate(Func<string[], bool> isLine, Func<Mount, bool> isMount)
    {
        string? group = _groups.Select(line => line.Split(':', 3)).FirstOrDefault(parts => parts.Length == 3 && isLine(parts))?[2];
        Mount? mount = _mounts.All.FirstOrDefault(isMount);
        if (group is null || mount is null)
        {
            return null;
        }

        // In a container the mount may show the hierarchy from the group on: then the group is the mount itself.
        string below = group.StartsWith(mount.Root, StringComparison.Ordinal) ? group[mount.Root.Length..] : group;
        string folder = Path.TrimEndingDirectorySeparator(Path.Join(mount.MountPoint, below));
        return new ControllerFolder(mount.MountPoint, Directory.Exists(folder) ? folder : mount.MountPoint);
    }
}
