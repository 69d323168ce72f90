using System.Text;
using SysOps.Files.Native;

namespace SysOps.Files.Walking;

/// <summary>What a walk goes past: entries that match a pattern, and given files and folders, each with all that is in it.</summary>
public sealed class WalkFilter
{
    private readonly PathGlob[] _excludes;
    private readonly HashSet<PathBytes> _paths = [];
    private readonly HashSet<FileIdentity> _identities = [];

    /// <param name="root">The root of the walk.</param>
    /// <param name="excludes">Patterns of paths below the root.</param>
    /// <param name="leaveOuts">Full paths of files and folders, by whatever links they are reached; what does not exist yet is left out by its path.</param>
    public WalkFilter(string root, IEnumerable<string> excludes, IEnumerable<string> leaveOuts)
    {
        _excludes = [.. excludes.Select(pattern => new PathGlob(pattern))];
        foreach (string leaveOut in leaveOuts)
        {
            Add(Path.GetFullPath(root), Path.GetFullPath(leaveOut));
        }
    }

    public bool LeavesOut(PathBytes path, FileIdentity identity) =>
        _identities.Contains(identity) || _paths.Contains(path) || _excludes.Any(exclude => exclude.Matches(path));

    private void Add(string root, string leaveOut)
    {
        if (Path.GetRelativePath(root, leaveOut) is string relative && relative != "." && !relative.StartsWith("..", StringComparison.Ordinal))
        {
            _paths.Add(PathBytes.Of(relative));
        }

        if (Find(leaveOut) is { } identity)
        {
            _identities.Add(identity);
        }
    }

    private static FileIdentity? Find(string path)
    {
        int result = LinuxCalls.Statx(OpenFlags.CurrentFolder, NativeFolder.Terminated(Encoding.UTF8.GetBytes(path)), 0, StatxBuffer.BasicStatistics, out StatxBuffer buffer);
        return result == 0 ? FileFacts.From(buffer).Identity : null;
    }
}
