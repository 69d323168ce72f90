using SysOps.Files.Native;

namespace SysOps.Files.Walking;

/// <summary>
/// Walks a tree in the order of <see cref="PathBytes"/>: each folder, then what is in it. No link is followed. Depth is bounded by nothing but
/// the disk: folders far up are closed meanwhile and opened again, and paths may be longer than the system takes in one call.
/// </summary>
public sealed class TreeWalk
{
    private const int OpenLevels = 64;

    private readonly NativeFolder _root;
    private readonly WalkFilter _filter;
    private readonly Action<PathBytes, NativeException> _failed;
    private readonly Stack<WalkLevel> _levels = new();

    /// <param name="root">Open until the walk is over.</param>
    /// <param name="filter">What to go past.</param>
    /// <param name="failed">Told of each entry that could not be examined or, being a folder, listed; the walk goes on.</param>
    public TreeWalk(NativeFolder root, WalkFilter filter, Action<PathBytes, NativeException> failed)
    {
        _root = root;
        _filter = filter;
        _failed = failed;
    }

    /// <summary>The root first. To be enumerated once.</summary>
    public IEnumerable<WalkedEntry> Entries()
    {
        try
        {
            yield return new WalkedEntry(PathBytes.Root, PathBytes.Root, _root.ReadFacts());
            Enter(PathBytes.Root, _root, "."u8);
            while (_levels.TryPeek(out WalkLevel? level))
            {
                if (Next(level) is { } entry)
                {
                    yield return entry;
                    if (entry.Facts.Kind == FileKind.Folder)
                    {
                        EnterFrom(level, entry.Path);
                    }
                }
            }
        }
        finally
        {
            foreach (WalkLevel level in _levels)
            {
                level.Dispose();
            }
        }
    }

    // Null when the next name is left out or cannot be examined, and when there is none: then the level is left.
    private WalkedEntry? Next(WalkLevel level)
    {
        if (!level.TryTakeName(out ReadOnlySpan<byte> name))
        {
            _levels.Pop().Dispose();
            return null;
        }

        PathBytes path = level.Path.Append(name);
        try
        {
            FileFacts facts = level.Folder(_root).ReadFacts(name);
            return _filter.LeavesOut(path, facts.Identity) ? null : new WalkedEntry(level.Path, path, facts);
        }
        catch (NativeException exception)
        {
            _failed(path, exception);
            return null;
        }
    }

    private void EnterFrom(WalkLevel level, PathBytes path)
    {
        try
        {
            Enter(path, level.Folder(_root), path.Name);
        }
        catch (NativeException exception)
        {
            _failed(path, exception);
        }
    }

    private void Enter(PathBytes path, NativeFolder parent, ReadOnlySpan<byte> name)
    {
        NativeFolder folder = parent.OpenFolder(name);
        try
        {
            _levels.Push(new WalkLevel(path, folder));
        }
        catch
        {
            folder.Dispose();
            throw;
        }

        if (_levels.Count > OpenLevels)
        {
            _levels.ElementAt(OpenLevels).Close();
        }
    }
}
