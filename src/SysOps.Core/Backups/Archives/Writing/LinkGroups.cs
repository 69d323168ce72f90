using SysOps.Files;

namespace SysOps.Backups.Archives.Writing;

/// <summary>Files with several names, as long as not all names were met: memory is bounded by those whose other names lie outside the tree.</summary>
internal sealed class LinkGroups
{
    private readonly Dictionary<FileIdentity, (LinkMember Last, long Left)> _open = [];

    /// <summary>Null for a file with one name.</summary>
    public LinkMember? Join(FileFacts facts)
    {
        if (facts.Links < 2 || facts.Kind != FileKind.File)
        {
            return null;
        }

        bool known = _open.TryGetValue(facts.Identity, out (LinkMember Last, long Left) group);
        LinkMember member = new(known ? group.Last : null);
        long left = (known ? group.Left : facts.Links) - 1;
        if (left > 0)
        {
            _open[facts.Identity] = (member, left);
        }
        else
        {
            _open.Remove(facts.Identity);
        }

        return member;
    }
}
