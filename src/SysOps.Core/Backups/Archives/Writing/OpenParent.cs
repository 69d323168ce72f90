using SysOps.Files;
using SysOps.Files.Native;

namespace SysOps.Backups.Archives.Writing;

/// <summary>The folder that was needed last, kept open: what is in a folder comes together.</summary>
internal sealed class OpenParent : IDisposable
{
    private readonly NativeFolder _root;
    private PathBytes? _path;
    private NativeFolder? _folder;

    public OpenParent(NativeFolder root)
    {
        _root = root;
    }

    /// <exception cref="NativeException">The folder is gone, or something else is in its place.</exception>
    public NativeFolder Open(PathBytes path)
    {
        if (_folder is null || !path.Equals(_path))
        {
            Dispose();
            _folder = _root.OpenBeneath(path);
            _path = path;
        }

        return _folder;
    }

    public void Dispose()
    {
        _folder?.Dispose();
        _folder = null;
    }
}
