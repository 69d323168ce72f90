using SysOps.Files.Native;

namespace SysOps.Files.Walking;

/// <summary>A folder that a walk is in, and how far it has come.</summary>
internal sealed class WalkLevel : IDisposable
{
    private readonly FileIdentity _identity;
    private readonly NameList _names;
    private NativeFolder? _folder;
    private int _next;

    public WalkLevel(PathBytes path, NativeFolder folder)
    {
        Path = path;
        _folder = folder;
        _identity = folder.ReadFacts().Identity;
        _names = folder.ReadNames();
    }

    public PathBytes Path { get; }

    public bool TryTakeName(out ReadOnlySpan<byte> name)
    {
        name = _next < _names.Count ? _names[_next] : [];
        return _next++ < _names.Count;
    }

    /// <summary>The open folder; opened again when it was closed meanwhile.</summary>
    /// <exception cref="NativeException">It is gone, or another folder has taken its place.</exception>
    public NativeFolder Folder(NativeFolder root)
    {
        if (_folder is not null)
        {
            return _folder;
        }

        NativeFolder folder = root.OpenBeneath(Path);
        if (folder.ReadFacts().Identity != _identity)
        {
            folder.Dispose();
            throw new NativeException("find again", Path.Bytes, NativeError.NoEntry);
        }

        return _folder = folder;
    }

    public void Close()
    {
        _folder?.Dispose();
        _folder = null;
    }

    public void Dispose() => Close();
}
