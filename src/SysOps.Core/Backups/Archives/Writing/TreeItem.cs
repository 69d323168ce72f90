using SysOps.Backups.Archives.Indexes;
using SysOps.Files.Walking;

namespace SysOps.Backups.Archives.Writing;

/// <summary>One path of the tree, or of the parent's.</summary>
/// <param name="Present">What is there; null when only the parent has it.</param>
/// <param name="Before">What the parent has; null when it has nothing.</param>
/// <param name="Link">When it is a file with several names.</param>
/// <param name="Reuse">Whether the parent's entry is taken over.</param>
internal sealed record TreeItem(WalkedEntry? Present, IndexEntry? Before, LinkMember? Link, Reuse Reuse)
{
    /// <summary>Whether nothing of it will be read, come what may.</summary>
    public bool IsFree => Present is null || (Reuse == Reuse.AsItIs && Before!.Kind != EntryKind.HardLink);

    /// <summary>Whether by hand the parent's has to be removed, now that this was stored; null: nothing was.</summary>
    public bool IsRemoved(IndexEntry? stored) => Before is not null && (stored is null || (Before.Kind != stored.Kind && !EntryKinds.IsSame(Before.Kind, Present!.Facts.Kind)));
}
