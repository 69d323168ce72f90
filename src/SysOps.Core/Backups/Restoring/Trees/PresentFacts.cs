using SysOps.Backups.Archives.Writing;
using SysOps.Files;
using SysOps.Files.Native;

namespace SysOps.Backups.Restoring.Trees;

/// <summary>Looks up what a tree has at a path, in a row that mostly stays within a folder.</summary>
internal sealed class PresentFacts : IDisposable
{
    private readonly NativeFolder? _root;
    private readonly OpenParent? _parent;

    /// <param name="root">Null for a tree that is not there.</param>
    public PresentFacts(NativeFolder? root)
    {
        _root = root;
        _parent = root is null ? null : new OpenParent(root);
    }

    /// <summary>Null when there is nothing, or when a folder on the way is no folder here.</summary>
    /// <exception cref="NativeException">It may not be looked at.</exception>
    public FileFacts? At(PathBytes path)
    {
        if (_root is null)
        {
            return null;
        }

        try
        {
            return path.IsRoot ? _root.ReadFacts() : _parent!.Open(path.Parent).ReadFacts(path.Name);
        }
        catch (NativeException exception) when (exception.Error == NativeError.NoEntry || exception.Error == NativeError.NotFolder || exception.Error == NativeError.TooManyLinks)
        {
            return null;
        }
    }

    public void Dispose() => _parent?.Dispose();
}
