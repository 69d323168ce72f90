using SysOps.Backups.Archives;
using SysOps.Backups.Archives.Indexes;
using SysOps.Backups.Archives.Reading;
using SysOps.Files;
using SysOps.Files.Native;

namespace SysOps.Backups.Restoring.Trees;

/// <summary>Extracts what is restored of a tree into its staging folder; anything that is not as it was archived, and not refused by rule, ends it.</summary>
internal sealed class StagedContent
{
    private const int MostRefused = 100_000;

    private readonly TreeStageRequest _request;
    private readonly HashSet<PathBytes> _refused = [];

    public StagedContent(TreeStageRequest request) => _request = request;

    /// <summary>Entries that were to be restored and were refused while that was done; what is in their place stays.</summary>
    public IReadOnlySet<PathBytes> Refused => _refused;

    /// <exception cref="SysOpsException">ArchiveCorrupt, RestoreFailed: what could not be restored as it was archived.</exception>
    public async Task<TreeExtractSummary> ExtractAsync(NativeFolder fresh, NativeFolder? target, CancellationToken cancellationToken)
    {
        using ArchiveBytes index = _request.OpenIndex();
        using var cursor = new DecisionCursor(TreePlanner.Decisions(_request.Rules, target), TreePlanner.Walk(target));
        bool hasRoot = false;
        TreeExtractSummary summary = await TreeExtractor.ExtractAsync(
            new TreeExtractRequest { Index = index, Archives = _request.Archives, Destination = fresh, Include = IsRestored, Extracted = Note, RestoreDevices = _request.Rules.MayMakeDevices },
            cancellationToken).ConfigureAwait(false);
        ThrowIfSpoilt(summary, _request.Target);
        if (!hasRoot && target is not null)
        {
            KeptEntries.CopyMetadata(target, fresh);
        }

        return summary;

        bool IsRestored(IndexEntry entry)
        {
            hasRoot |= entry.Path.IsRoot;
            (EntryDecision decision, Files.Walking.WalkedEntry? present) = cursor.Next(entry);
            return decision.Action is RestoreAction.Create or RestoreAction.Overwrite or RestoreAction.Replace
                || (decision.Action is RestoreAction.Keep && entry.Kind is EntryKind.Folder && present?.Facts.Kind is FileKind.Folder && _request.Rules.Includes(entry.Path));
        }
    }

    private void Note(ExtractedEntry entry)
    {
        if (entry.Outcome is ExtractOutcome.Refused && _refused.Add(entry.Entry.Path) && _refused.Count > MostRefused)
        {
            throw new ArchiveCorruptException($"More than {MostRefused} entries lead outside or cannot be made: this is no archive to restore.");
        }
    }

    public static void ThrowIfSpoilt(TreeExtractSummary summary, string target)
    {
        ExtractedEntry[] spoilt = [.. summary.Spoilt];
        if (spoilt.Length == 0)
        {
            return;
        }

        string which = string.Join(" ", spoilt.Select(problem => $"'{problem.Entry.Path}': {problem.Reason}"));
        throw Array.Exists(spoilt, problem => problem.Outcome is ExtractOutcome.Corrupt)
            ? new ArchiveCorruptException($"The backup is damaged, and nothing was changed: {which}")
            : new SysOpsException(ErrorCatalogue.RestoreFailed, $"Not everything could be restored beside '{target}', and nothing was changed: {which}", "Mend what the file system says, or leave these entries out with -Include.", target);
    }
}
