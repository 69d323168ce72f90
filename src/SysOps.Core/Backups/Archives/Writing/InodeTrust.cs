using SysOps.Files;
using SysOps.Files.Native;
using SysOps.Files.Walking;

namespace SysOps.Backups.Archives.Writing;

/// <summary>Which of the file systems of a tree keep the inode numbers of their files; each is asked once.</summary>
internal sealed class InodeTrust(NativeFolder root)
{
    private readonly Dictionary<ulong, bool> _known = [];

    public bool AreStable(WalkedEntry entry)
    {
        ulong device = entry.Facts.Identity.Device;
        if (!_known.TryGetValue(device, out bool stable))
        {
            _known[device] = stable = Ask(entry);
        }

        return stable;
    }

    // The entry's own: its folder may be of another file system.
    private bool Ask(WalkedEntry entry)
    {
        using NativeFolder folder = root.OpenBeneath(entry.Folder);
        using NativeNode node = folder.OpenNode(entry.Path.Name);
        return FileSystemType.HasStableInodes(node);
    }
}
