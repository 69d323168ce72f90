using SysOps.Files.Native;

namespace SysOps.Files.Walking;

/// <summary>Goes to given paths below a root alone, each after the folders above it, in the order of <see cref="PathBytes"/>. No link is followed.</summary>
public sealed class PathWalk
{
    private readonly NativeFolder _root;
    private readonly HashSet<PathBytes> _paths;
    private readonly Action<PathBytes, NativeException> _failed;

    /// <param name="root">Open until the walk is over.</param>
    /// <param name="paths">Where to go.</param>
    /// <param name="failed">Told of each of these paths that could not be examined; the walk goes on.</param>
    public PathWalk(NativeFolder root, IEnumerable<PathBytes> paths, Action<PathBytes, NativeException> failed)
    {
        _root = root;
        _paths = [.. paths];
        _failed = failed;
    }

    /// <summary>The root first. To be enumerated once.</summary>
    public IEnumerable<WalkedEntry> Entries() => _paths.SelectMany(WithFoldersAbove).Append(PathBytes.Root).Distinct().Order().Select(Examine).OfType<WalkedEntry>();

    private static IEnumerable<PathBytes> WithFoldersAbove(PathBytes path)
    {
        for (PathBytes at = path; !at.IsRoot; at = at.Parent)
        {
            yield return at;
        }
    }

    private WalkedEntry? Examine(PathBytes path)
    {
        if (path.IsRoot)
        {
            return new WalkedEntry(PathBytes.Root, PathBytes.Root, _root.ReadFacts());
        }

        try
        {
            using NativeFolder parent = _root.OpenBeneath(path.Parent);
            return new WalkedEntry(path.Parent, path, parent.ReadFacts(path.Name));
        }
        catch (NativeException exception)
        {
            // What is missing above a path is told of the path.
            if (_paths.Contains(path))
            {
                _failed(path, exception);
            }

            return null;
        }
    }
}
