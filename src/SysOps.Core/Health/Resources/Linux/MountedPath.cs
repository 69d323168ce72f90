namespace SysOps.Health.Resources.Linux;

/// <summary>Follows the links of a path step by step, and asks nothing of a volume that may hang: it goes no further than its mount.</summary>
internal sealed class MountedPath
{
    /// <summary>As many as the kernel follows (MAXSYMLINKS).</summary>
    private const int MaximumLinks = 40;

    private readonly MountTable _mounts;
    private readonly Stack<string> _rest = new();
    private int _links;

    public MountedPath(MountTable mounts) => _mounts = mounts;

    /// <summary>Where the path leads; what is not there, or lies on a volume over the network, stays as it is written.</summary>
    public string Resolve(string path)
    {
        Push(path);
        string reached = "/";
        while (_rest.TryPop(out string? step))
        {
            string next = step == ".." ? Path.GetDirectoryName(reached) ?? "/" : Path.Combine(reached, step);
            if (_mounts.MayHang(next))
            {
                return Path.Combine([next, .. _rest]);
            }

            string? target = _links < MaximumLinks ? new FileInfo(next).LinkTarget : null;
            if (target is null)
            {
                reached = next;
                continue;
            }

            _links++;
            Push(target);
            reached = Path.IsPathRooted(target) ? "/" : reached;
        }

        return reached;
    }

    private void Push(string path)
    {
        foreach (string step in path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(step => step != ".").Reverse())
        {
            _rest.Push(step);
        }
    }
}
