using SysOps.Backups.Archives;
using SysOps.Backups.Archives.Indexes;
using SysOps.Files;

namespace SysOps.Backups.Restoring.Trees;

/// <summary>
/// Applies the rules along a merge. What becomes of an entry also hangs on the folder it is in: where a folder gives its
/// place to a file, what is in it goes too; where a file keeps the place of a folder, nothing can be made in it.
/// </summary>
internal sealed class TreeDecisions
{
    private readonly TreeRules _rules;
    private readonly Func<PathBytes, bool> _holdsProtected;
    private PathBytes? _noFolder; // The backup has something else than a folder there.
    private PathBytes? _lost; // A folder that gives its place to something else.
    private PathBytes? _whole; // A folder that stays with all that is in it.
    private PathBytes? _blocked; // Something that stays where the backup has a folder.

    /// <param name="rules">What was asked for.</param>
    /// <param name="holdsProtected">Whether a folder of the target holds what must not go away.</param>
    public TreeDecisions(TreeRules rules, Func<PathBytes, bool> holdsProtected)
    {
        _rules = rules;
        _holdsProtected = holdsProtected;
    }

    /// <summary>Whether the folder that it is in goes away.</summary>
    public bool IsLost(PathBytes path) => IsIn(_lost, path);

    /// <summary>To be asked once for each entry, in their order.</summary>
    public EntryDecision Next(MergedEntry entry)
    {
        EntryDecision decision = ByItsFolder(entry) ?? Shielded(entry, _rules.Decide(entry));
        Remember(entry, decision);
        return decision;
    }

    private EntryDecision? ByItsFolder(MergedEntry entry)
    {
        bool isAsked = entry.Stored is not null && _rules.Includes(entry.Path);
        if (isAsked && IsIn(_noFolder, entry.Path))
        {
            return new EntryDecision(RestoreAction.Refuse, "the backup has it below something that is no folder");
        }

        if (IsIn(_lost, entry.Path))
        {
            return new EntryDecision(RestoreAction.Delete, "its folder becomes something else");
        }

        if (IsIn(_whole, entry.Path))
        {
            return new EntryDecision(RestoreAction.Keep, "its folder stays as it is");
        }

        return isAsked && IsIn(_blocked, entry.Path) ? new EntryDecision(RestoreAction.Refuse, "what is kept in the place of its folder is no folder") : null;
    }

    private EntryDecision Shielded(MergedEntry entry, EntryDecision decision)
    {
        if (entry.Present is not { } present || decision.Action is RestoreAction.Keep or RestoreAction.Refuse)
        {
            return decision;
        }

        if (_rules.Protection.Covers(entry.Path, present.Facts.Identity))
        {
            return new EntryDecision(RestoreAction.Keep, "backups leave it out, or it is mounted there");
        }

        bool isFolder = present.Facts.Kind is FileKind.Folder;
        return decision.Action switch
        {
            RestoreAction.Delete when isFolder && _holdsProtected(entry.Path) => new EntryDecision(RestoreAction.Keep, "it holds what backups leave out"),
            RestoreAction.Replace when isFolder && _holdsProtected(entry.Path) => new EntryDecision(RestoreAction.Refuse, "the folder in its place holds what backups leave out"),
            _ => decision,
        };
    }

    private void Remember(MergedEntry entry, EntryDecision decision)
    {
        bool isFolder = entry.Present?.Facts.Kind is FileKind.Folder;
        bool stays = decision.Action is RestoreAction.Keep or RestoreAction.Refuse;
        if (entry.Stored is { Kind: not EntryKind.Folder })
        {
            _noFolder = Outer(_noFolder, entry.Path);
            _whole = stays && isFolder && _rules.Includes(entry.Path) ? Outer(_whole, entry.Path) : _whole;
        }

        if (entry.Present is { } present)
        {
            _lost = decision.Action is RestoreAction.Replace && isFolder ? Outer(_lost, entry.Path) : _lost;
            _whole = isFolder && _rules.Protection.Covers(entry.Path, present.Facts.Identity) ? Outer(_whole, entry.Path) : _whole;
            _blocked = stays && !isFolder && entry.Stored?.Kind is EntryKind.Folder ? Outer(_blocked, entry.Path) : _blocked;
        }
    }

    // One within another of its sort changes nothing: what comes after it is still in the outer one.
    private static PathBytes Outer(PathBytes? folder, PathBytes path) => IsIn(folder, path) ? folder! : path;

    private static bool IsIn(PathBytes? folder, PathBytes path) => folder is not null && path.IsWithin(folder);
}
