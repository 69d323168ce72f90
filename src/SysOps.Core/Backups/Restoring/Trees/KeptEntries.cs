using SysOps.Backups.Archives.Writing;
using SysOps.Files;
using SysOps.Files.Native;

namespace SysOps.Backups.Restoring.Trees;

/// <summary>
/// Brings what is kept from the old tree into the new one, as further names of the same files: nothing is copied, the old
/// tree stays whole, and the swap can be taken back. Folders are made anew with what the old ones had.
/// </summary>
internal sealed class KeptEntries : IDisposable
{
    private readonly NativeFolder _old;
    private readonly NativeFolder _new;
    private readonly OpenParent _oldParent;
    private readonly List<(PathBytes Path, FileFacts Facts)> _made = [];
    private StagedFolder? _newParent;

    /// <param name="old">The tree that is in place.</param>
    /// <param name="new">The staged one.</param>
    public KeptEntries(NativeFolder old, NativeFolder @new)
    {
        _old = old;
        _new = @new;
        _oldParent = new OpenParent(old);
    }

    /// <summary>Keeps one entry, with the folders that it is in.</summary>
    /// <exception cref="NativeException">The file system gives it no second name.</exception>
    public void Keep(PathBytes path, FileFacts facts)
    {
        if (facts.Kind is FileKind.Folder)
        {
            Make(path);
            return;
        }

        Make(path.Parent);
        NativeFolder from = _oldParent.Open(path.Parent);
        Parent(path.Parent).CreateHardLink(path.Name, from, path.Name);
    }

    /// <summary>Makes the folder, and those it is in, where they are missing.</summary>
    public void KeepFolder(PathBytes path) => Make(path);

    /// <summary>Gives a folder the owner, attributes, ACL, mode and time of another.</summary>
    public static void CopyMetadata(NativeFolder from, NativeFolder to)
    {
        FileFacts facts = CopyAttributes(from, to);
        to.SetMode(facts.Mode);
        to.SetModified(facts.Modified);
    }

    /// <summary>Gives the folders that were made their times, the innermost first.</summary>
    public void Finish()
    {
        CloseParent();
        foreach ((PathBytes path, FileFacts facts) in Enumerable.Reverse(_made))
        {
            using NativeFolder folder = _new.OpenBeneath(path);
            folder.SetMode(facts.Mode);
            folder.SetModified(facts.Modified);
        }
    }

    public void Dispose()
    {
        CloseParent();
        _oldParent.Dispose();
    }

    private void Make(PathBytes path)
    {
        if (path.IsRoot || SwapExecutor.IdentityAt(_new, path) is not null)
        {
            return;
        }

        Make(path.Parent);
        Parent(path.Parent).CreateFolder(path.Name);
        using NativeFolder from = _old.OpenBeneath(path);
        using NativeFolder made = _new.OpenBeneath(path);
        _made.Add((path, CopyAttributes(from, made)));
    }

    private static FileFacts CopyAttributes(NativeFolder from, NativeFolder to)
    {
        FileFacts facts = from.ReadFacts();
        if (Environment.IsPrivilegedProcess)
        {
            to.SetOwner(facts.OwnerId, facts.GroupId);
        }

        foreach (ExtendedAttribute attribute in from.ReadAttributes())
        {
            to.SetAttribute(attribute);
        }

        return facts;
    }

    private NativeFolder Parent(PathBytes path)
    {
        if (_newParent?.Path != path)
        {
            CloseParent();
            _newParent = new StagedFolder(_new, path);
        }

        return _newParent!.Folder;
    }

    private void CloseParent()
    {
        _newParent?.Dispose();
        _newParent = null;
    }
}
