using SysOps.Backups.Archives;
using SysOps.Files;

namespace SysOps.Backups.Restoring.Trees;

/// <summary>
/// Applies the rules along a merge. What becomes of an entry also hangs on the folder it is in: where a folder gives its
/// place to a file, what is in it goes too; where a file keeps the place of a folder, nothing can be made in it.
/// </summary>
internal sealed class TreeDecisions
{
    private readonly TreeRules _rules;
    private PathBytes? _lost;
    private PathBytes? _blocked;

    public TreeDecisions(TreeRules rules) => _rules = rules;

    /// <summary>To be asked once for each entry, in their order.</summary>
    public EntryDecision Next(MergedEntry entry)
    {
        if (_lost is not null && entry.Path.IsWithin(_lost))
        {
            return entry.Stored is null
                ? new EntryDecision(RestoreAction.Delete, "its folder becomes something else")
                : new EntryDecision(RestoreAction.Refuse, "the backup has it below something that is no folder");
        }

        if (_blocked is not null && entry.Path.IsWithin(_blocked) && _rules.Includes(entry.Path))
        {
            return new EntryDecision(RestoreAction.Refuse, "what is kept in the place of its folder is no folder");
        }

        EntryDecision decision = _rules.Decide(entry);
        if (decision.Action is RestoreAction.Replace && entry.Present!.Facts.Kind is FileKind.Folder)
        {
            _lost = entry.Path;
        }

        if (decision.Action is RestoreAction.Keep or RestoreAction.Refuse && entry is { Stored.Kind: EntryKind.Folder, Present.Facts.Kind: not FileKind.Folder })
        {
            _blocked = entry.Path;
        }

        return decision;
    }
}
