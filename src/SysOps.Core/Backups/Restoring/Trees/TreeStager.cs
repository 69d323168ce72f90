using System.Text;
using SysOps.Backups.Archives;
using SysOps.Backups.Archives.Indexes;
using SysOps.Backups.Archives.Reading;
using SysOps.Files;
using SysOps.Files.Native;

namespace SysOps.Backups.Restoring.Trees;

/// <summary>
/// Lays a restored tree out on the file system of its target: what comes from the backup is extracted and verified, what
/// is kept becomes a further name of the same file. The live tree is only read.
/// </summary>
public sealed class TreeStager
{
    private const int MostSteps = 200_000;

    private readonly TreeStageRequest _request;
    private readonly TreeSwap _announced;

    /// <param name="request">What to stage.</param>
    public TreeStager(TreeStageRequest request)
    {
        _request = request;
        _announced = new TreeSwap
        {
            Root = IsWhole ? Path.GetDirectoryName(request.Target)! : request.Target,
            Staging = IsWhole ? $".{Path.GetFileName(request.Target)}.sysops-restore-{request.RestoreId}" : $".sysops-restore-{request.RestoreId}",
            Steps = [],
            Target = IsWhole ? request.Target : null,
            Previous = request.Previous,
        };
    }

    private bool IsWhole => _request.Method is RestoreMethod.SwapFolder;

    private PathBytes Fresh => _announced.StagedTree;

    /// <summary>The swap as far as it is known before anything is staged: the journal needs it to find what a crash leaves.</summary>
    public TreeSwap Announce() => _announced;

    /// <exception cref="SysOpsException">ArchiveCorrupt: the backup is damaged; RestoreFailed; RestoreNotPossible; RestoreTargetChanged: the target did while it was read.</exception>
    /// <exception cref="NativeException">The file system is full, or refuses what the staging needs. The caller removes what was staged.</exception>
    public async Task<StagedTree> StageAsync(CancellationToken cancellationToken)
    {
        using NativeFolder root = NativeFolder.Open(_announced.Root);
        using NativeFolder staging = StagingFolder.Create(root, _announced);
        using NativeFolder fresh = root.OpenBeneath(Fresh);
        using NativeFolder? target = OpenTarget();
        string? content = IsWhole ? TreeFingerprint.OfContent(target, cancellationToken) : null;
        var extraction = new StagedContent(_request);
        TreeExtractSummary extracted = await extraction.ExtractAsync(fresh, target, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<SwapStep> deletions = CarryOver(fresh, target, extraction.Refused, cancellationToken);
        staging.SyncFileSystem();
        SwapStep[] steps = [.. Steps(root), .. deletions];
        return new StagedTree
        {
            Swap = _announced with { Steps = steps, TargetContent = content, Previous = Array.Exists(steps, step => step.Old is not null) ? _request.Previous : null },
            Extracted = extracted,
        };
    }

    // What is kept must be in the new tree where that replaces the old one as a whole; elsewhere it stays where it is, and what goes moves out.
    private List<SwapStep> CarryOver(NativeFolder fresh, NativeFolder? target, IReadOnlySet<PathBytes> refused, CancellationToken cancellationToken)
    {
        List<SwapStep> deletions = [];
        if (target is null)
        {
            return deletions;
        }

        using ArchiveBytes index = _request.OpenIndex();
        using IndexReader reader = new(index);
        using KeptEntries kept = new(target, fresh);
        TreeDecisions decisions = TreePlanner.Decisions(_request.Rules, target);
        PathBytes? gone = null;
        foreach (MergedEntry entry in TreeMerge.Of(reader.Entries(), TreePlanner.Walk(target)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            EntryDecision decision = decisions.Next(entry);
            if (entry.Present is not { } present || entry.Path.IsRoot || IsOurs(entry.Path) || decisions.IsLost(entry.Path))
            {
                continue;
            }

            if (IsWhole && (decision.Action is RestoreAction.Keep or RestoreAction.Refuse || refused.Contains(entry.Path)))
            {
                kept.Keep(entry.Path, present.Facts);
            }
            else if (!IsWhole && decision.Action is RestoreAction.Delete && (gone is null || !entry.Path.IsWithin(gone)))
            {
                gone = present.Facts.Kind is FileKind.Folder ? entry.Path : gone;
                kept.KeepFolder(entry.Path.Parent);
                deletions.Add(new SwapStep { Target = entry.Path, Staged = _announced.StagedPathOf(entry.Path), Old = present.Facts.Identity });
            }
        }

        kept.Finish();
        return deletions;
    }

    private IReadOnlyList<SwapStep> Steps(NativeFolder root)
    {
        if (IsWhole)
        {
            PathBytes target = PathBytes.Of(Path.GetFileName(_request.Target));
            return [new SwapStep { Target = target, Staged = Fresh, Old = SwapExecutor.IdentityAt(root, target), New = SwapExecutor.IdentityAt(root, Fresh) }];
        }

        IReadOnlyList<SwapStep> steps = SwapSteps.Of(root, Fresh);
        return steps.Count <= MostSteps ? steps : throw new SysOpsException(
            ErrorCatalogue.RestoreNotPossible,
            $"In '{_request.Target}' more than {MostSteps} entries would be exchanged one by one, as the folder itself cannot be.",
            "Restore to another folder of the same file system with -Destination, or part by part with -Include.",
            _request.Target);
    }

    private NativeFolder? OpenTarget() => Directory.Exists(_request.Target) ? NativeFolder.Open(_request.Target) : null;

    private bool IsOurs(PathBytes path) => !IsWhole && path.IsWithin(PathBytes.Of(Encoding.UTF8.GetBytes(_announced.Staging)));
}
