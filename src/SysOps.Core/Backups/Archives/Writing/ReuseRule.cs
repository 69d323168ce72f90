using SysOps.Backups.Archives.Indexes;
using SysOps.Files;
using SysOps.Files.Walking;

namespace SysOps.Backups.Archives.Writing;

/// <summary>Whether an entry is, by all that the file system tells, still the one that the parent stored.</summary>
internal sealed class ReuseRule
{
    // A change within the same tick of the clock leaves the times as they were; file systems with the coarsest times have ticks of two seconds.
    private const long MarginSeconds = 2;

    private readonly ArchiveParent _parent;
    private readonly InodeTrust _inodes;
    private readonly FileTime _newest;

    public ReuseRule(ArchiveParent parent, InodeTrust inodes)
    {
        _parent = parent;
        _inodes = inodes;
        _newest = parent.Started with { Seconds = parent.Started.Seconds - MarginSeconds };
    }

    /// <param name="before">What the parent has of this path.</param>
    /// <param name="present">What is there now.</param>
    public Reuse Decide(IndexEntry? before, WalkedEntry present)
    {
        // Folders are always stored: what is put into one by hand changes its time, and tar sets it afterwards only when it has the folder.
        if (before is null || present.Facts.Kind == FileKind.Folder || !IsSame(before, present))
        {
            return Reuse.None;
        }

        return before.Kind == EntryKind.File && _parent.RereadShare > 0 && _parent.Random.NextDouble() < _parent.RereadShare ? Reuse.AfterReading : Reuse.AsItIs;
    }

    private bool IsSame(IndexEntry before, WalkedEntry present)
    {
        FileFacts now = present.Facts;
        return before.Problem is null
            && before.Changed is { } changed
            && EntryKinds.IsSame(before.Kind, now.Kind)
            && (now.Kind != FileKind.File || before.Size == now.Size)
            && before.Modified == now.Modified
            && changed == now.Changed
            && now.Modified < _newest
            && now.Changed < _newest
            && (before.Mode, before.OwnerId, before.GroupId) == (now.Mode, now.OwnerId, now.GroupId)
            && (before.Identity?.Inode == now.Identity.Inode || !_inodes.AreStable(present));
    }
}
