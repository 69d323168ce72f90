using SysOps.Files;
using SysOps.Files.Native;

namespace SysOps.Backups.Restoring.Trees;

/// <summary>A folder of the staged tree while something is linked into it: afterwards it has the mode and the time that it had before.</summary>
internal sealed class StagedFolder : IDisposable
{
    private const int OwnerAll = 0x1c0; // 0700

    private readonly FileFacts _facts;

    public StagedFolder(NativeFolder root, PathBytes path)
    {
        Path = path;
        Folder = root.OpenBeneath(path);
        _facts = Folder.ReadFacts();
        if ((_facts.Mode & OwnerAll) != OwnerAll)
        {
            Folder.SetMode(_facts.Mode | OwnerAll);
        }
    }

    public PathBytes Path { get; }

    public NativeFolder Folder { get; }

    public void Dispose()
    {
        Folder.SetMode(_facts.Mode);
        Folder.SetModified(_facts.Modified);
        Folder.Dispose();
    }
}
